package org.gatehouse.web.tokens;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.scope.ScopeGrant;

/**
 * An access token that was just made. It is shown once; its text form leaves the token
 * out, so that no log has it.
 *
 * @param accessToken the token as it goes after {@code Bearer}
 * @param grantedScopes what it carries, in the order of the answer of the token endpoint
 * @param droppedScopes what was asked for and left out, each with the reason
 * @param expiresIn how long it holds from now on
 */
public record IssuedToken(String accessToken, Set<String> grantedScopes, Map<String, ScopeGrant.Decision> droppedScopes,
		Duration expiresIn) {

	public IssuedToken {
		grantedScopes = Collections.unmodifiableSet(new LinkedHashSet<>(grantedScopes));
		droppedScopes = Collections.unmodifiableMap(new LinkedHashMap<>(droppedScopes));
	}

	@Override
	public String toString() {
		return "IssuedToken[grantedScopes=" + this.grantedScopes + ", droppedScopes=" + this.droppedScopes
				+ ", expiresIn=" + this.expiresIn + "]";
	}

}
