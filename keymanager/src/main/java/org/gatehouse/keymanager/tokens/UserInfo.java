package org.gatehouse.keymanager.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;

/**
 * What the user-info endpoint tells: who the user is, as the ID token said.
 */
public final class UserInfo {

	private static final Set<String> TOLD = Set.of(StandardClaimNames.SUB, StandardClaimNames.PREFERRED_USERNAME,
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
		claims.keySet().retainAll(TOLD);
		return new OidcUserInfo(claims);
	}

}
