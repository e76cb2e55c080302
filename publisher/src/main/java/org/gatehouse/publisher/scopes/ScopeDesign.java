package org.gatehouse.publisher.scopes;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A scope of an API as someone typed it: nothing is checked yet.
 *
 * @param name the scope's key, as it stands in tokens
 * @param displayName what people read; null means the key
 * @param description null where there is none
 * @param bindings names of the roles whose holders are granted the scope; where empty,
 * everyone is
 * @param shared true for a scope that exists already and all APIs may use; its other
 * fields are then ignored
 */
public record ScopeDesign(String name, @Nullable String displayName, @Nullable String description,
		List<String> bindings, boolean shared) {

	public ScopeDesign {
		bindings = List.copyOf(bindings);
	}

	/**
	 * A scope of the API itself, granted to the holders of some roles.
	 * @param name the scope's key
	 * @param bindings role names
	 * @return the scope
	 */
	public static ScopeDesign of(String name, String... bindings) {
		return new ScopeDesign(name, null, null, List.of(bindings), false);
	}

}
