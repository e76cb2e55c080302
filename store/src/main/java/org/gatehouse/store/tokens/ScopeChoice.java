package org.gatehouse.store.tokens;

import java.util.List;

import org.gatehouse.common.scope.ScopeGrant;
import org.jspecify.annotations.Nullable;

/**
 * A scope in the picker.
 *
 * @param key what stands in tokens
 * @param displayName what people read
 * @param description more about it, null where there is none
 * @param roles the roles of which one is needed, in alphabetical order; empty where none
 * is
 * @param decision what would become of it if the one who looks asked for it
 */
public record ScopeChoice(String key, String displayName, @Nullable String description, List<String> roles,
		ScopeGrant.Decision decision) {

	public ScopeChoice {
		roles = List.copyOf(roles);
	}

	/**
	 * For templates: whether it can be picked.
	 * @return false where a role is missing
	 */
	public boolean isAvailable() {
		return this.decision.isGranted();
	}

}
