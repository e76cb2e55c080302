package org.gatehouse.keymanager.registration;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * In whose name a client is registered.
 *
 * @param userName the user whom it will belong to
 * @param scopes those of the token that it is registered with
 * @param initialToken that token, null where it is an access token
 */
record Registrar(String userName, Set<String> scopes, @Nullable UUID initialToken) {

	static final String AUTHORITY = "SCOPE_";

	Registrar {
		scopes = Set.copyOf(scopes);
	}

	static Registrar of(Authentication caller) {
		Set<String> scopes = caller.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> authority != null && authority.startsWith(AUTHORITY))
			.map((authority) -> String.valueOf(authority).substring(AUTHORITY.length()))
			.collect(Collectors.toSet());
		return new Registrar(caller.getName(), scopes,
				(caller instanceof InitialTokenAuthentication initial) ? initial.tokenId() : null);
	}

}
