package org.gatehouse.keymanager.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.oauth.InitialAccessToken;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Somebody to whom an administrator gave a token that registers clients.
 */
final class InitialTokenAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final String owner;

	private final UUID tokenId;

	private InitialTokenAuthentication(InitialAccessToken token, List<GrantedAuthority> authorities) {
		super(authorities);
		this.owner = token.owner();
		this.tokenId = token.id();
		setAuthenticated(true);
	}

	static InitialTokenAuthentication of(InitialAccessToken token) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		authorities.add(new SimpleGrantedAuthority(Registrar.AUTHORITY + ClientRegistrationService.REGISTER));
		token.scopes().forEach((scope) -> authorities.add(new SimpleGrantedAuthority(Registrar.AUTHORITY + scope)));
		return new InitialTokenAuthentication(token, authorities);
	}

	UUID tokenId() {
		return this.tokenId;
	}

	/** The administrator, whom the clients belong to. */
	@Override
	public String getPrincipal() {
		return this.owner;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof InitialTokenAuthentication token && token.tokenId.equals(this.tokenId);
	}

	@Override
	public int hashCode() {
		return this.tokenId.hashCode();
	}

}
