package org.gatehouse.keymanager.grants;

import java.util.function.UnaryOperator;

import org.gatehouse.keymanager.tokens.StoredAuthorizations;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Lets one request of a grant of the authorization server store something else than the
 * server's own. Its grants for devices know nothing of OpenID Connect.
 */
final class ChangedOnSave implements OAuth2AuthorizationService {

	private final StoredAuthorizations authorizations;

	private final UnaryOperator<OAuth2Authorization> change;

	ChangedOnSave(StoredAuthorizations authorizations, UnaryOperator<OAuth2Authorization> change) {
		this.authorizations = authorizations;
		this.change = change;
	}

	@Override
	public void save(OAuth2Authorization authorization) {
		this.authorizations.save(this.change.apply(authorization));
	}

	@Override
	public void remove(OAuth2Authorization authorization) {
		this.authorizations.remove(authorization);
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.authorizations.findById(id);
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		return this.authorizations.findByToken(token, tokenType);
	}

}
