package org.gatehouse.web.security;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Fills in controllers' parameters of type {@link SignedInUser}.
 */
public class SignedInUserResolver implements HandlerMethodArgumentResolver {

	private final SignedInUsers users;

	/**
	 * A resolver.
	 * @param users knows who is signed in
	 */
	public SignedInUserResolver(SignedInUsers users) {
		this.users = users;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == SignedInUser.class;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		SignedInUser user = this.users.from(SecurityContextHolder.getContext().getAuthentication());
		if (user == null && !parameter.isOptional()) {
			throw new AuthenticationCredentialsNotFoundException("nobody is signed in");
		}
		return user;
	}

}
