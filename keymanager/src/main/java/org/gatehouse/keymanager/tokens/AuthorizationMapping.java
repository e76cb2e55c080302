package org.gatehouse.keymanager.tokens;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.db.oauth.AuthorizationRow;
import org.gatehouse.db.oauth.AuthorizationRow.StoredToken;
import org.gatehouse.db.oauth.TokenHash;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.stereotype.Component;

/**
 * Turns an authorization into its row and back. A token that comes from the database is
 * known by its hash only: it has the hash as its value, marked as one, unless it is the
 * one that was asked for.
 */
@Component
class AuthorizationMapping {

	/** How many times the row was written when it was read. */
	static final String VERSION = "gatehouse.version";

	/** The authorization that the first refresh token came with. */
	static final String FAMILY = "gatehouse.family";

	/** When the refresh token was exchanged. */
	static final String REFRESH_USED_AT = "gatehouse.refresh-used-at";

	/** A character that no token, code or state has begins what is a hash already. */
	private static final String HASHED = "\u0000";

	/** Stands for a user code that was answered, and so is no longer known. */
	private static final String ANSWERED = HASHED + "answered";

	private final JsonMapper json;

	private final Clock clock;

	AuthorizationMapping(JsonMapper json, Clock clock) {
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Tells a device's sign-in from others, which keep other things in the same columns.
	 */
	static boolean isOfDevice(AuthorizationRow row) {
		return AuthorizationGrantType.DEVICE_CODE.getValue().equals(row.grantType());
	}

	static String hash(String value) {
		return value.startsWith(HASHED) ? value.substring(1) : TokenHash.of(value);
	}

	AuthorizationRow toRow(OAuth2Authorization authorization) {
		UUID id = UUID.fromString(authorization.getId());
		String family = authorization.getAttribute(FAMILY);
		Long version = authorization.getAttribute(VERSION);
		OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		boolean user = authorization.getAttribute(Principal.class.getName()) != null;
		StoredAttributes attributes = new StoredAttributes(user, (request != null) ? StoredRequest.of(request) : null,
				authorization.getAttribute(OAuth2ParameterNames.SCOPE));
		OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
		return new AuthorizationRow(id, (family != null) ? UUID.fromString(family) : id,
				UUID.fromString(authorization.getRegisteredClientId()), authorization.getPrincipalName(),
				authorization.getAuthorizationGrantType().getValue(),
				authorization.getAuthorizedScopes().stream().sorted().toList(),
				this.json.writeValueAsString(attributes), awaited(authorization), stored(code(authorization)),
				(access != null && !access.isInvalidated()) ? stored(access) : null,
				stored(authorization.getRefreshToken()), authorization.getAttribute(REFRESH_USED_AT),
				stored(authorization.getToken(OidcIdToken.class)), (version != null) ? version : 0,
				this.clock.instant());
	}

	private static OAuth2Authorization.@Nullable Token<? extends OAuth2Token> code(OAuth2Authorization authorization) {
		return AuthorizationGrantType.DEVICE_CODE.equals(authorization.getAuthorizationGrantType())
				? authorization.getToken(OAuth2DeviceCode.class)
				: authorization.getToken(OAuth2AuthorizationCode.class);
	}

	/** A user code that was answered leaves nothing to be found by. */
	private static @Nullable String awaited(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2UserCode> userCode = authorization.getToken(OAuth2UserCode.class);
		if (userCode != null) {
			return userCode.isInvalidated() ? null : hash(userCode.getToken().getTokenValue());
		}
		String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
		return (state != null) ? hash(state) : null;
	}

	private @Nullable StoredToken stored(OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		if (token == null) {
			return null;
		}
		String metadata = this.json.writeValueAsString(StoredClaims.of(token.getClaims(), token.isInvalidated()));
		Instant issuedAt = Objects.requireNonNullElseGet(token.getToken().getIssuedAt(), this.clock::instant);
		return new StoredToken(hash(token.getToken().getTokenValue()), metadata, issuedAt,
				Objects.requireNonNullElse(token.getToken().getExpiresAt(), issuedAt));
	}

	/**
	 * Restores an authorization.
	 * @param row what was stored
	 * @param client its client
	 * @param value the token, code or state that it was found by, null where it was found
	 * otherwise
	 * @return the authorization
	 */
	OAuth2Authorization toAuthorization(AuthorizationRow row, RegisteredClient client, @Nullable String value) {
		StoredAttributes attributes = this.json.readValue(row.attributes(), StoredAttributes.class);
		OAuth2Authorization.Builder builder = OAuth2Authorization.withRegisteredClient(client)
			.id(row.id().toString())
			.principalName(row.principalName())
			.authorizationGrantType(new AuthorizationGrantType(row.grantType()))
			.authorizedScopes(new LinkedHashSet<>(row.scopes()))
			.attribute(VERSION, row.version())
			.attribute(FAMILY, row.familyId().toString());
		if (row.refreshUsedAt() != null) {
			builder.attribute(REFRESH_USED_AT, row.refreshUsedAt());
		}
		if (attributes.user()) {
			Authentication principal = Users.authenticated(row.principalName());
			builder.attribute(Principal.class.getName(), principal);
		}
		if (attributes.request() != null) {
			builder.attribute(OAuth2AuthorizationRequest.class.getName(), attributes.request().restored());
		}
		if (attributes.asked() != null) {
			builder.attribute(OAuth2ParameterNames.SCOPE, attributes.asked());
		}
		if (row.stateHash() != null && !isOfDevice(row)) {
			builder.attribute(OAuth2ParameterNames.STATE, value(row.stateHash(), value));
		}
		tokens(row, builder, value);
		return builder.build();
	}

	private void tokens(AuthorizationRow row, OAuth2Authorization.Builder builder, @Nullable String value) {
		StoredToken code = row.code();
		if (code != null && isOfDevice(row)) {
			add(builder, new OAuth2DeviceCode(value(code.hash(), value), code.issuedAt(), code.expiresAt()),
					claims(code));
			String shown = row.stateHash();
			add(builder, new OAuth2UserCode((shown != null) ? value(shown, value) : ANSWERED, code.issuedAt(),
					code.expiresAt()), new StoredClaims(null, shown == null));
		}
		else if (code != null) {
			add(builder, new OAuth2AuthorizationCode(value(code.hash(), value), code.issuedAt(), code.expiresAt()),
					claims(code));
		}
		StoredToken access = row.access();
		if (access != null) {
			StoredClaims claims = claims(access);
			add(builder, new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value(access.hash(), value),
					access.issuedAt(), access.expiresAt(), scopes(claims, row.scopes())), claims);
		}
		StoredToken refresh = row.refresh();
		if (refresh != null) {
			add(builder, new OAuth2RefreshToken(value(refresh.hash(), value), refresh.issuedAt(), refresh.expiresAt()),
					claims(refresh));
		}
		StoredToken id = row.idToken();
		if (id != null) {
			StoredClaims claims = claims(id);
			add(builder, new OidcIdToken(value(id.hash(), value), id.issuedAt(), id.expiresAt(),
					Objects.requireNonNullElse(claims.restored(), Map.of())), claims);
		}
	}

	private static void add(OAuth2Authorization.Builder builder, OAuth2Token token, StoredClaims claims) {
		Map<String, Object> restored = claims.restored();
		builder.token(token, (metadata) -> {
			metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, claims.invalidated());
			if (token instanceof OAuth2AccessToken) {
				metadata.put(OAuth2TokenFormat.class.getName(), format(token).getValue());
			}
			if (restored != null) {
				metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, restored);
			}
		});
	}

	/** What it is known by when it was not asked for by its value does not matter. */
	private static OAuth2TokenFormat format(OAuth2Token token) {
		return (token.getTokenValue().indexOf('.') >= 0) ? OAuth2TokenFormat.SELF_CONTAINED
				: OAuth2TokenFormat.REFERENCE;
	}

	private StoredClaims claims(StoredToken token) {
		return this.json.readValue(token.metadata(), StoredClaims.class);
	}

	private static Set<String> scopes(StoredClaims claims, List<String> authorized) {
		Object scope = (claims.claims() != null) ? claims.claims().get(OAuth2ParameterNames.SCOPE) : null;
		return new LinkedHashSet<>((scope instanceof String text) ? Arrays.asList(text.split(" ")) : authorized);
	}

	private static String value(String hash, @Nullable String value) {
		return (value != null && TokenHash.of(value).equals(hash)) ? value : HASHED + hash;
	}

}
