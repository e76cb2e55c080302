package org.gatehouse.keymanager.scopes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.scope.ScopeGrant.Decision;

/**
 * What became of the scopes that were asked for.
 *
 * @param granted what the token carries, never empty, in the order of the answer
 * @param dropped what it does not carry, each with the reason
 */
public record ScopeDecisions(Set<String> granted, Map<String, Decision> dropped) {

	public ScopeDecisions {
		granted = Collections.unmodifiableSet(new LinkedHashSet<>(granted));
		dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
	}

}
