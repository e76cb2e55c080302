package org.gatehouse.keymanager.endpoints;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * Tells a client that a token which it would revoke was issued to another (RFC 7009
 * section 2.1, RFC 6749 section 5.2). The server's own revocation says that the client is
 * not who it says it is, although it has just proved it.
 */
final class OwnTokenRevocation implements AuthenticationProvider {

	private static final OAuth2Error OF_ANOTHER = new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT,
			"The token was issued to another client", null);

	private final AuthenticationProvider delegate;

	OwnTokenRevocation(AuthenticationProvider delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication revocation) {
		try {
			return this.delegate.authenticate(revocation);
		}
		catch (OAuth2AuthenticationException refused) {
			if (OAuth2ErrorCodes.INVALID_CLIENT.equals(refused.getError().getErrorCode())
					&& revocation.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
					&& client.isAuthenticated()) {
				throw new OAuth2AuthenticationException(OF_ANOTHER, refused);
			}
			throw refused;
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return this.delegate.supports(authentication);
	}

}
