package org.gatehouse.keymanager.tokens;

import java.security.Principal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.oauth.AuthorizationRow;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.Authorizations.Kind;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.clients.ClientChanged;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.keymanager.sessions.SignInReference;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what was issued, by hashes only. A token that was revoked is not kept at all, so
 * that a token which is found is one that holds.
 */
@Service
public class StoredAuthorizations implements OAuth2AuthorizationService {

	/** The client as it was remembered; what is new is kept if it is still so. */
	static final String CLIENT_STAMP = "gatehouse.client-stamp";

	private final Authorizations rows;

	private final AuthorizationMapping mapping;

	private final RegisteredClientRepository clients;

	private final Revocations revocations;

	private final SignIns signIns;

	private final TransactionTemplate transactions;

	private final Clock clock;

	StoredAuthorizations(Authorizations rows, AuthorizationMapping mapping, RegisteredClientRepository clients,
			Revocations revocations, SignIns signIns, TransactionTemplate transactions, Clock clock) {
		this.rows = rows;
		this.mapping = mapping;
		this.clients = clients;
		this.revocations = revocations;
		this.signIns = signIns;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Writes an authorization. One that carries an invalidated refresh token ends, with
	 * all that came of it; an invalidated access token is revoked.
	 * @param authorization the authorization
	 * @throws OAuth2AuthenticationException if it was changed since it was read: two used
	 * the same code at the same time
	 * @throws ClientChanged if it is new and its client was changed since it was read
	 */
	@Override
	public void save(OAuth2Authorization authorization) {
		AuthorizationRow row = this.mapping.toRow(authorization);
		if (authorization.getAttribute(AuthorizationMapping.VERSION) == null
				&& SignInReference.of(authorization.getAttribute(Principal.class.getName())) == null) {
			// Most tokens: one statement, which needs no transaction around it.
			insert(row, authorization.getAttribute(CLIENT_STAMP));
		}
		else {
			this.transactions.executeWithoutResult((_) -> write(authorization, row));
		}
	}

	private void insert(AuthorizationRow row, @Nullable String clientStamp) {
		if (clientStamp == null) {
			this.rows.insert(row);
		}
		else if (!this.rows.insert(row, clientStamp)) {
			throw new ClientChanged();
		}
	}

	private void write(OAuth2Authorization authorization, AuthorizationRow row) {
		if (authorization.getAttribute(AuthorizationMapping.VERSION) == null) {
			this.rows.insert(row);
			link(authorization, row);
			return;
		}
		OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
		if (refresh != null && refresh.isInvalidated()) {
			this.revocations.ofFamily(row.familyId());
			return;
		}
		OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
		if (access != null && access.isInvalidated()) {
			this.revocations.ofToken(AuthorizationMapping.hash(access.getToken().getTokenValue()),
					access.getToken().getExpiresAt());
		}
		if (!this.rows.update(row)) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
		}
		link(authorization, row);
	}

	/** What comes of it ends with the sign-in of the user who answered. */
	private void link(OAuth2Authorization authorization, AuthorizationRow row) {
		UUID signIn = SignInReference.of(authorization.getAttribute(Principal.class.getName()));
		if (signIn != null) {
			this.signIns.link(row.familyId(), signIn);
		}
	}

	/**
	 * Exchanges a refresh token: the authorization that it came with keeps its access
	 * token, the new one joins its family.
	 * @param used the authorization with the token that was sent
	 * @param fresh the authorization with the new tokens
	 * @throws OAuth2AuthenticationException if somebody else was faster, or the family
	 * was ended meanwhile
	 */
	@Transactional
	void exchange(OAuth2Authorization used, OAuth2Authorization fresh) {
		this.rows.lockFamily(UUID.fromString(familyOf(used)));
		if (!this.rows.useRefreshToken(UUID.fromString(used.getId()), this.clock.instant())) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
		}
		this.rows.insert(this.mapping.toRow(fresh));
	}

	/**
	 * Judges a refresh token that was exchanged before: someone has a copy of it, and
	 * nobody can tell who the owner is, so that everything that came of it is revoked
	 * (RFC 9700 section 4.14.2). There is no time of grace, for a thief who is quicker
	 * than the owner would profit from it. Only who loses a race in {@link #exchange},
	 * having found the token unused, is refused without consequence: that takes two
	 * requests within the same few milliseconds.
	 * @param authorization the authorization with the token
	 * @return true if it was exchanged before
	 */
	@Transactional
	public boolean wasExchanged(OAuth2Authorization authorization) {
		if (authorization.getAttribute(AuthorizationMapping.REFRESH_USED_AT) == null) {
			return false;
		}
		this.revocations.ofFamily(UUID.fromString(familyOf(authorization)));
		return true;
	}

	/**
	 * Makes a token that was given for another one of its family, so that it ends when
	 * the other's family does.
	 * @param accessToken the new access token
	 * @param origin the authorization with the token that was given for it
	 * @throws OAuth2AuthenticationException if the family was ended meanwhile
	 */
	@Transactional
	public void join(String accessToken, OAuth2Authorization origin) {
		UUID family = UUID.fromString(familyOf(origin));
		this.rows.lockFamily(family);
		if (!this.rows.joinFamily(TokenHash.of(accessToken), family)) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
		}
	}

	static String familyOf(OAuth2Authorization authorization) {
		String family = authorization.getAttribute(AuthorizationMapping.FAMILY);
		return (family != null) ? family : authorization.getId();
	}

	@Override
	@Transactional
	public void remove(OAuth2Authorization authorization) {
		this.rows.delete(UUID.fromString(authorization.getId()));
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.rows.find(UUID.fromString(id)).map((row) -> restored(row, null)).orElse(null);
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		String hash = TokenHash.of(token);
		Optional<AuthorizationRow> found;
		if (tokenType == null) {
			found = this.rows.find(Kind.ACCESS, hash)
				.or(() -> this.rows.find(Kind.REFRESH, hash).filter((row) -> row.refreshUsedAt() == null))
				.or(() -> this.rows.find(Kind.ID_TOKEN, hash));
		}
		else {
			found = switch (tokenType.getValue()) {
				case "access_token" -> this.rows.find(Kind.ACCESS, hash);
				case "refresh_token" -> this.rows.find(Kind.REFRESH, hash);
				case "code" -> this.rows.find(Kind.CODE, hash).filter((row) -> !AuthorizationMapping.isOfDevice(row));
				case "state" -> this.rows.find(Kind.STATE, hash).filter((row) -> !AuthorizationMapping.isOfDevice(row));
				case "device_code" -> this.rows.find(Kind.CODE, hash).filter(AuthorizationMapping::isOfDevice);
				case "user_code" -> this.rows.find(Kind.STATE, hash).filter(AuthorizationMapping::isOfDevice);
				case "id_token" -> this.rows.find(Kind.ID_TOKEN, hash);
				default -> Optional.empty();
			};
		}
		return found.map((row) -> restored(row, token)).orElse(null);
	}

	private @Nullable OAuth2Authorization restored(AuthorizationRow row, @Nullable String value) {
		RegisteredClient client = this.clients.findById(row.clientId().toString());
		return (client != null) ? this.mapping.toAuthorization(row, client, value) : null;
	}

}
