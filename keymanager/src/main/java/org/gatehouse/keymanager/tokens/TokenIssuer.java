package org.gatehouse.keymanager.tokens;

import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.keymanager.clients.ClientChanged;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Service;

/**
 * Makes the tokens of a grant and keeps their hashes. For the grants that the
 * authorization server does not bring itself, or not with our rules.
 */
@Service
public class TokenIssuer {

	private static final OAuth2TokenType ID_TOKEN = new OAuth2TokenType(OidcParameterNames.ID_TOKEN);

	/** The grants that can be asked again with the same words. */
	private static final Set<AuthorizationGrantType> REPEATABLE = Set.of(AuthorizationGrantType.CLIENT_CREDENTIALS,
			new AuthorizationGrantType("password"));

	private final OAuth2TokenGenerator<? extends OAuth2Token> generator;

	private final StoredAuthorizations authorizations;

	private final SameTokens sameTokens;

	private final AuthorizationServerContext context;

	TokenIssuer(OAuth2TokenGenerator<? extends OAuth2Token> generator, StoredAuthorizations authorizations,
			SameTokens sameTokens, AuthorizationServerSettings settings) {
		this.generator = generator;
		this.authorizations = authorizations;
		this.sameTokens = sameTokens;
		this.context = new Context(settings);
	}

	/**
	 * Issues.
	 * @param request what for; a user's tokens come with a refresh token where the client
	 * may refresh, and with an ID token where the scopes have {@code openid}
	 * @return the tokens
	 * @throws ClientChanged if the client was taken from memory and is another by now
	 */
	public Tokens issue(TokenRequest request) {
		boolean same = REPEATABLE.contains(request.grantType()) && request.grant() != null
				&& request.refreshed() == null && !request.scopes().contains(OidcScopes.OPENID)
				&& ClientFacts.of(request.client()).rules().sameToken();
		return same ? this.sameTokens.of(request, () -> issueNew(request)) : issueNew(request);
	}

	private Tokens issueNew(TokenRequest request) {
		boolean refreshable = request.userName() != null && request.grant() != null
				&& request.client().getAuthorizationGrantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN);
		Authentication principal = principal(request);
		OAuth2Authorization.Builder builder = OAuth2Authorization.withRegisteredClient(request.client())
			.principalName(principal.getName())
			.authorizationGrantType(request.grantType())
			.authorizedScopes(request.authorizedScopes());
		if (request.userName() != null) {
			builder.attribute(Principal.class.getName(), principal);
		}
		if (request.clientStamp() != null) {
			builder.attribute(StoredAuthorizations.CLIENT_STAMP, request.clientStamp());
		}
		if (request.refreshed() != null) {
			builder.attribute(AuthorizationMapping.FAMILY, StoredAuthorizations.familyOf(request.refreshed()));
		}
		OAuth2AccessToken access = access(request, principal, builder);
		OAuth2RefreshToken refresh = refreshable
				? (OAuth2RefreshToken) generate(request, principal, OAuth2TokenType.REFRESH_TOKEN, null) : null;
		if (refresh != null) {
			builder.refreshToken(refresh);
		}
		OidcIdToken id = (request.userName() != null && request.scopes().contains(OidcScopes.OPENID))
				? id(request, principal, builder) : null;
		keep(request, builder.build());
		return new Tokens(access, refresh, id);
	}

	private void keep(TokenRequest request, OAuth2Authorization authorization) {
		if (request.refreshed() != null) {
			this.authorizations.exchange(request.refreshed(), authorization);
		}
		else {
			this.authorizations.save(authorization);
		}
	}

	/**
	 * A client's own tokens are kept under its public name, as the server's own grant
	 * does.
	 */
	private static Authentication principal(TokenRequest request) {
		if (request.signedIn() != null) {
			return request.signedIn();
		}
		return Users.authenticated((request.userName() != null) ? request.userName() : request.client().getClientId());
	}

	/**
	 * Makes an ID token for a grant of the authorization server that knows none.
	 * @param authorization the authorization, with the user and the scopes
	 * @param client its client
	 * @param user the user
	 * @return the ID token
	 */
	public OidcIdToken idToken(OAuth2Authorization authorization, RegisteredClient client, Authentication user) {
		TokenRequest request = new TokenRequest(client, user.getName(), authorization.getAuthorizationGrantType(), null,
				authorization.getAuthorizedScopes(), authorization, user);
		return id(request, user, OAuth2Authorization.from(authorization));
	}

	private OAuth2AccessToken access(TokenRequest request, Authentication principal,
			OAuth2Authorization.Builder builder) {
		OAuth2Token generated = generate(request, principal, OAuth2TokenType.ACCESS_TOKEN, null);
		OAuth2AccessToken access = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, generated.getTokenValue(),
				generated.getIssuedAt(), generated.getExpiresAt(), new LinkedHashSet<>(request.scopes()));
		builder.token(access, (metadata) -> {
			if (generated instanceof ClaimAccessor claims) {
				metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims.getClaims());
			}
		});
		return access;
	}

	private OidcIdToken id(TokenRequest request, Authentication principal, OAuth2Authorization.Builder builder) {
		OAuth2Authorization soFar = (request.refreshed() != null) ? request.refreshed() : builder.build();
		Jwt generated = (Jwt) generate(request, principal, ID_TOKEN, soFar);
		OidcIdToken id = new OidcIdToken(generated.getTokenValue(), generated.getIssuedAt(), generated.getExpiresAt(),
				generated.getClaims());
		builder.token(id, (metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, id.getClaims()));
		return id;
	}

	private OAuth2Token generate(TokenRequest request, Authentication principal, OAuth2TokenType type,
			@Nullable OAuth2Authorization authorization) {
		DefaultOAuth2TokenContext.Builder builder = DefaultOAuth2TokenContext.builder()
			.registeredClient(request.client())
			.principal(principal)
			.authorizationServerContext(this.context)
			.authorizedScopes(request.scopes())
			.tokenType(type)
			.authorizationGrantType(request.grantType());
		if (authorization != null) {
			builder.authorization(authorization);
		}
		if (request.grant() != null) {
			builder.authorizationGrant(request.grant());
		}
		OAuth2TokenContext tokenContext = builder.build();
		return Objects.requireNonNull(this.generator.generate(tokenContext), () -> "no " + type.getValue());
	}

	private record Context(AuthorizationServerSettings settings) implements AuthorizationServerContext {

		@Override
		public String getIssuer() {
			return Objects.requireNonNull(this.settings.getIssuer());
		}

		@Override
		public AuthorizationServerSettings getAuthorizationServerSettings() {
			return this.settings;
		}

	}

}
