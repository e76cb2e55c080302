package org.gatehouse.web.security;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.gatehouse.common.identity.Permission;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Turns what Spring Security authenticated into a {@link SignedInUser}. Roles are looked
 * up anew with each request, so that a role that was taken away is without effect at
 * once.
 */
@Component
public class SignedInUsers {

	private static final String ATTRIBUTE = SignedInUsers.class.getName() + ".user";

	private final ObjectProvider<UserRoles> userRoles;

	SignedInUsers(ObjectProvider<UserRoles> userRoles) {
		this.userRoles = userRoles;
	}

	/**
	 * The user behind an authentication.
	 * @param authentication what a filter chain established, null where nothing
	 * @return the user, null where the caller is anonymous or the user is gone
	 */
	public @Nullable SignedInUser from(@Nullable Authentication authentication) {
		if (authentication == null || !authentication.isAuthenticated()
				|| !(authentication.getPrincipal() instanceof ClaimAccessor claims)) {
			return null;
		}
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Known known
				&& known.authentication() == authentication) {
			return known.user();
		}
		SignedInUser user = lookUp(authentication.getName(), claims);
		if (request != null) {
			request.setAttribute(ATTRIBUTE, new Known(authentication, user), RequestAttributes.SCOPE_REQUEST);
		}
		return user;
	}

	/**
	 * A rule for a portal's paths: the caller is signed in and has one of some
	 * permissions.
	 * @param permissions at least one of these
	 * @return the rule
	 */
	public AuthorizationManager<RequestAuthorizationContext> having(Permission... permissions) {
		Set<Permission> wanted = Set.of(permissions);
		return new AuthorizationManager<>() {
			@Override
			public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
					RequestAuthorizationContext context) {
				SignedInUser user = from(authentication.get());
				return new AuthorizationDecision(user != null && wanted.stream().anyMatch(user::may));
			}
		};
	}

	private @Nullable SignedInUser lookUp(String name, ClaimAccessor claims) {
		String tenant = Objects.requireNonNullElse(claims.getClaimAsString("tenant"), "");
		UserRoles lookUp = this.userRoles.getIfAvailable();
		if (lookUp == null) {
			List<String> claimed = claims.getClaimAsStringList("roles");
			return SignedInUser.of(name, tenant, (claimed != null) ? Set.copyOf(claimed) : Set.of());
		}
		Set<String> roles = lookUp.rolesOf(name);
		return (roles != null) ? SignedInUser.of(name, tenant, roles) : null;
	}

	private record Known(Authentication authentication, @Nullable SignedInUser user) {

	}

}
