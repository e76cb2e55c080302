package org.gatehouse.keymanager.tokens;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.web.security.EndedSignIns;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeCompositeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/**
 * What the platform's tokens say. Access tokens have the profile of RFC 9068 and nothing
 * personal but the user's name; ID tokens carry the roles that the portals go by.
 */
@Component
class TokenClaims {

	/**
	 * The type of access tokens; ID tokens have another, so that none stands for the
	 * other.
	 */
	static final String ACCESS_TOKEN_TYPE = "at+jwt";

	static final String CLIENT_ID = "client_id";

	static final String TENANT = "tenant";

	static final String ROLES = "roles";

	/** Who acts for the user, and for whom that one acts (RFC 8693 section 4.1). */
	static final String ACTOR = "act";

	private final AccountService accounts;

	private final TenantRepository tenants;

	private final SignIns signIns;

	/** A tenant keeps its domain, so that no token has to ask for it. */
	private final Map<TenantId, String> domains = new ConcurrentHashMap<>();

	TokenClaims(AccountService accounts, TenantRepository tenants, SignIns signIns) {
		this.accounts = accounts;
		this.signIns = signIns;
		this.tenants = tenants;
	}

	void customize(JwtEncodingContext context) {
		if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
			context.getJwsHeader().type(ACCESS_TOKEN_TYPE);
			context.getClaims().claims((claims) -> access(context, claims));
		}
		else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
			context.getClaims().claims((claims) -> id(context, claims));
		}
	}

	void customize(OAuth2TokenClaimsContext context) {
		context.getClaims().claims((claims) -> access(context, claims));
	}

	private void access(OAuth2TokenContext context, Map<String, Object> claims) {
		String owner = ClientFacts.of(context.getRegisteredClient()).owner();
		if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType()) && owner != null) {
			claims.put(JwtClaimNames.SUB, owner);
		}
		claims.remove(JwtClaimNames.NBF);
		claims.put(CLIENT_ID, context.getRegisteredClient().getClientId());
		claims.put(OAuth2ParameterNames.SCOPE, String.join(" ", context.getAuthorizedScopes()));
		claims.put(TENANT, tenant());
		if (AuthorizationGrantType.TOKEN_EXCHANGE.equals(context.getAuthorizationGrantType())) {
			actor(context, claims);
		}
	}

	/** Who acted for the user already is not forgotten by another exchange. */
	private static void actor(OAuth2TokenContext context, Map<String, Object> claims) {
		Object before = (context.getAuthorization() != null)
				? claims(context.getAuthorization().getAccessToken()).get(ACTOR) : null;
		if (context.getPrincipal() instanceof OAuth2TokenExchangeCompositeAuthenticationToken delegated) {
			Map<String, Object> now = delegated.getActors().getFirst().getClaims();
			Map<String, Object> actor = new LinkedHashMap<>();
			for (String name : List.of(JwtClaimNames.ISS, JwtClaimNames.SUB, CLIENT_ID)) {
				actor.put(name, String.valueOf(now.get(name)));
			}
			if (before != null) {
				actor.put(ACTOR, before);
			}
			claims.put(ACTOR, actor);
		}
		else if (before != null) {
			claims.put(ACTOR, before);
		}
	}

	private static Map<String, Object> claims(OAuth2Authorization.@Nullable Token<OAuth2AccessToken> token) {
		Map<String, Object> claims = (token != null) ? token.getClaims() : null;
		return (claims != null) ? claims : Map.of();
	}

	private void id(OAuth2TokenContext context, Map<String, Object> claims) {
		Set<String> scopes = context.getAuthorizedScopes();
		claims.put(TENANT, tenant());
		claims.put(StandardClaimNames.PREFERRED_USERNAME, claims.get(JwtClaimNames.SUB));
		if (context.getAuthorization() != null) {
			this.signIns.ofFamily(UUID.fromString(StoredAuthorizations.familyOf(context.getAuthorization())))
				.flatMap(this.signIns::find)
				.ifPresent((signIn) -> {
					claims.put(EndedSignIns.CLAIM, signIn.id().toString());
					// A refresh says when the user proved to be one for the first ID
					// token.
					claims.putIfAbsent(IdTokenClaimNames.AUTH_TIME, Date.from(signIn.signedInAt()));
				});
		}
		this.accounts.findByName(String.valueOf(claims.get(JwtClaimNames.SUB))).ifPresent((account) -> {
			claims.put(ROLES, List.copyOf(account.roles()));
			if (scopes.contains("profile")) {
				putIfThere(claims, StandardClaimNames.GIVEN_NAME, account.givenName());
				putIfThere(claims, StandardClaimNames.FAMILY_NAME, account.familyName());
			}
			if (scopes.contains("email")) {
				putIfThere(claims, StandardClaimNames.EMAIL, account.email());
			}
		});
	}

	private static void putIfThere(Map<String, Object> claims, String name, @Nullable String value) {
		if (value != null) {
			claims.put(name, value);
		}
	}

	private String tenant() {
		return this.domains.computeIfAbsent(TenantContext.current(),
				(tenant) -> this.tenants.findById(tenant.value()).orElseThrow().domain());
	}

}
