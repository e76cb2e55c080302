package org.gatehouse.keymanager.grants;

import java.security.Principal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.db.oauth.DevicePolls;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;
import org.gatehouse.keymanager.tokens.TokenIssuer;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/**
 * The device code grant (RFC 8628 section 3.4). The server's own does not slow down a
 * device that asks too often, does not look whether the user may still sign in, and has
 * no ID token.
 */
@Component
class DeviceCodeProvider implements AuthenticationProvider {

	private static final OAuth2TokenType DEVICE_CODE = new OAuth2TokenType(OAuth2ParameterNames.DEVICE_CODE);

	private static final String PENDING = "authorization_pending";

	private static final String SLOW_DOWN = "slow_down";

	private final StoredAuthorizations authorizations;

	private final PresentUsers users;

	private final DevicePolls polls;

	private final Clock clock;

	private final OAuth2TokenGenerator<? extends OAuth2Token> generator;

	private final TokenIssuer issuer;

	DeviceCodeProvider(StoredAuthorizations authorizations, PresentUsers users, DevicePolls polls,
			OAuth2TokenGenerator<? extends OAuth2Token> generator, TokenIssuer issuer, Clock clock) {
		this.authorizations = authorizations;
		this.users = users;
		this.polls = polls;
		this.clock = clock;
		this.generator = generator;
		this.issuer = issuer;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2DeviceCodeAuthenticationToken grant = (OAuth2DeviceCodeAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.DEVICE_CODE);
		OAuth2Authorization found = this.authorizations.findByToken(grant.getDeviceCode(), DEVICE_CODE);
		if (found != null && found.getAttribute(Principal.class.getName()) != null) {
			GrantClient.present(this.users, found.getPrincipalName());
		}
		boolean own = found != null && found.getRegisteredClientId().equals(caller.client().getId());
		boolean hasty = own && this.polls.poll(TokenHash.of(grant.getDeviceCode()), this.clock.instant());
		try {
			return issued(grant, caller);
		}
		catch (OAuth2AuthenticationException refused) {
			if (hasty && PENDING.equals(refused.getError().getErrorCode())) {
				throw GrantClient.refused(SLOW_DOWN, "Wait five seconds longer between two requests from now on");
			}
			throw refused;
		}
	}

	private Authentication issued(OAuth2DeviceCodeAuthenticationToken grant, GrantClient caller) {
		Map<String, Object> more = new HashMap<>();
		ChangedOnSave keeping = new ChangedOnSave(this.authorizations, (made) -> {
			if (made.getAccessToken() == null || !made.getAuthorizedScopes().contains(OidcScopes.OPENID)) {
				return made;
			}
			Authentication user = Objects.requireNonNull(made.getAttribute(Principal.class.getName()));
			OidcIdToken id = this.issuer.idToken(made, caller.client(), user);
			more.put(OidcParameterNames.ID_TOKEN, id.getTokenValue());
			return OAuth2Authorization.from(made)
				.token(id, (metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, id.getClaims()))
				.build();
		});
		var delegate = new OAuth2DeviceCodeAuthenticationProvider(keeping, this.generator);
		var issued = (OAuth2AccessTokenAuthenticationToken) Objects.requireNonNull(delegate.authenticate(grant));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(),
				issued.getAccessToken(), issued.getRefreshToken(), more);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2DeviceCodeAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
