package org.gatehouse.web.security;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Forgets who is signed in once the sign-in behind it has ended, wherever that happened:
 * at another portal, on another node, by an administrator.
 */
public final class EndedSignIns extends OncePerRequestFilter {

	/**
	 * The claim of ID tokens that names the sign-in (OpenID Connect Back-Channel Logout).
	 */
	public static final String CLAIM = "sid";

	private final Predicate<UUID> lasts;

	private final Function<Authentication, @Nullable UUID> signInOf;

	private final SecurityContextRepository contexts;

	/**
	 * A filter for one chain.
	 * @param lasts tells whether a sign-in lasts
	 * @param signInOf the sign-in behind an authentication, null where there is none
	 * @param contexts where the chain keeps who is signed in
	 */
	public EndedSignIns(Predicate<UUID> lasts, Function<Authentication, @Nullable UUID> signInOf,
			SecurityContextRepository contexts) {
		this.lasts = lasts;
		this.signInOf = signInOf;
		this.contexts = contexts;
	}

	/**
	 * The sign-in that led to a portal's.
	 * @param authentication who is signed in at the portal, null where nobody is
	 * @return the sign-in, null where the ID token names none
	 */
	public static @Nullable UUID ofPortal(@Nullable Authentication authentication) {
		if (authentication == null || !(authentication.getPrincipal() instanceof ClaimAccessor claims)) {
			return null;
		}
		String named = claims.getClaimAsString(CLAIM);
		try {
			return (named != null) ? UUID.fromString(named) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		UUID signIn = (authentication != null) ? this.signInOf.apply(authentication) : null;
		if (signIn != null && !this.lasts.test(signIn)) {
			SecurityContextHolder.clearContext();
			this.contexts.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
		}
		chain.doFilter(request, response);
	}

}
