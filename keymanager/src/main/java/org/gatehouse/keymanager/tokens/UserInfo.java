package org.gatehouse.keymanager.tokens;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;

/**
 * What the user-info endpoint tells: who the user is, as the ID token said.
 */
public final class UserInfo {

	/** What there can be, for the metadata. */
	public static final List<String> CLAIMS = List.of(StandardClaimNames.SUB, StandardClaimNames.PREFERRED_USERNAME,
			StandardClaimNames.GIVEN_NAME, StandardClaimNames.FAMILY_NAME, StandardClaimNames.EMAIL, TokenClaims.TENANT,
			TokenClaims.ROLES);

	private UserInfo() {
	}

	/**
	 * Answers.
	 * @param context the request with the access token's authorization
	 * @return the claims that say who the user is
	 */
	public static OidcUserInfo of(OidcUserInfoAuthenticationContext context) {
		OidcIdToken id = Objects.requireNonNull(context.getAuthorization().getToken(OidcIdToken.class)).getToken();
		Map<String, Object> claims = new LinkedHashMap<>(id.getClaims());
		claims.keySet().retainAll(CLAIMS);
		return new OidcUserInfo(claims);
	}

}
