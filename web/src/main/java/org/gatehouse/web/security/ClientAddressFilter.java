package org.gatehouse.web.security;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out whose request it is that a gateway or another proxy passes on: the last
 * address of {@code X-Forwarded-For} that is not one of a trusted proxy. From anybody
 * else the header says nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
public class ClientAddressFilter extends OncePerRequestFilter {

	private static final String HEADER = "X-Forwarded-For";

	private final Set<String> trusted;

	ClientAddressFilter(@Value("${gatehouse.trusted-proxies:127.0.0.1,::1,0:0:0:0:0:0:0:1}") Set<String> trusted) {
		this.trusted = Set.copyOf(trusted);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getHeader(HEADER) == null || !this.trusted.contains(request.getRemoteAddr())) {
			chain.doFilter(request, response);
			return;
		}
		String address = client(request);
		chain.doFilter(new HttpServletRequestWrapper(request) {
			@Override
			public String getRemoteAddr() {
				return address;
			}

			@Override
			public String getRemoteHost() {
				return address;
			}
		}, response);
	}

	private String client(HttpServletRequest request) {
		List<String> chain = new ArrayList<>();
		for (String line : Collections.list(request.getHeaders(HEADER))) {
			chain.addAll(List.of(line.split(",")));
		}
		for (String address : chain.reversed()) {
			String one = address.strip();
			if (!one.isEmpty() && !this.trusted.contains(one)) {
				return one.matches("[0-9A-Fa-f.:]{2,45}") ? one : request.getRemoteAddr();
			}
		}
		return request.getRemoteAddr();
	}

}
