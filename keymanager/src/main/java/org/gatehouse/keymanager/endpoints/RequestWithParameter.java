package org.gatehouse.keymanager.endpoints;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request in which one parameter has another value than was sent.
 */
final class RequestWithParameter extends HttpServletRequestWrapper {

	private final Map<String, String[]> parameters;

	RequestWithParameter(HttpServletRequest request, String name, String... values) {
		super(request);
		Map<String, String[]> all = new HashMap<>(request.getParameterMap());
		all.put(name, values.clone());
		this.parameters = Collections.unmodifiableMap(all);
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = this.parameters.get(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		String[] values = this.parameters.get(name);
		return (values != null) ? values.clone() : null;
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return this.parameters;
	}

}
