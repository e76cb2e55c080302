package org.gatehouse.web.rest;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Reads a {@link PageRequest} from the query.
 */
public class PageRequestResolver implements HandlerMethodArgumentResolver {

	/** The links of WSO2's lists are relative to the interface's base path. */
	private static final Pattern BASE = Pattern.compile("^/api/am/[^/]+/v[0-9.]+(?=/)");

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == PageRequest.class;
	}

	@Override
	public PageRequest resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		int limit = number(request, "limit", PageRequest.DEFAULT_LIMIT);
		int offset = number(request, "offset", 0);
		HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
		return new PageRequest(limit, offset, (servletRequest != null) ? self(servletRequest) : "");
	}

	private static String self(HttpServletRequest request) {
		String uri = ServletUriComponentsBuilder.fromRequest(request)
			.scheme(null)
			.host(null)
			.port(null)
			.replaceQueryParam("limit")
			.replaceQueryParam("offset")
			.build()
			.toUriString();
		return BASE.matcher(uri).replaceFirst("");
	}

	private static int number(NativeWebRequest request, String name, int otherwise) {
		String value = request.getParameter(name);
		if (value == null || value.isEmpty()) {
			return otherwise;
		}
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException _) {
			throw new BadRequest(name, value, "a whole number");
		}
	}

}
