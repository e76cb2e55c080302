package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.accounts.Origin;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down those who guess client secrets: after ten failures within a minute a client
 * id gets nowhere from the address, and after sixty the address with no client id, for a
 * minute that doubles up to a quarter of an hour. Tokens for registrations are guessed no
 * faster; they name no client. Others are not affected. Counted in memory, for a token
 * must not cost a write more: a secret has 256 random bits, so that this keeps load away
 * rather than a lucky guess.
 */
final class ClientGuesses extends OncePerRequestFilter {

	private static final Set<String> PATHS = Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
			"/oauth2/device_authorization");

	private static final int MOST_OF_CLIENT = 10;

	private static final int MOST_OF_ADDRESS = 60;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final String FAILED = ClientGuesses.class.getName() + ".failed";

	private static final String REGISTRATION = "/oauth2/register";

	private static final OAuth2Error REFUSED = new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT,
			"Client Authentication failed.", null);

	private final Cache<String, Failures> failures = Caffeine.newBuilder()
		.maximumSize(50_000)
		.expireAfterWrite(Duration.ofHours(1))
		.build();

	/**
	 * Clients that authenticated from an address lately: others' failures are not theirs.
	 */
	private final Cache<String, Boolean> good = Caffeine.newBuilder()
		.maximumSize(50_000)
		.expireAfterWrite(Duration.ofHours(12))
		.build();

	private final Refusal refusal;

	private final Clock clock;

	ClientGuesses(OAuthErrors errors, Clock clock) {
		this((_, response) -> errors.write(response, HttpServletResponse.SC_UNAUTHORIZED, REFUSED), clock);
	}

	ClientGuesses(Refusal refusal, Clock clock) {
		this.refusal = refusal;
		this.clock = clock;
	}

	/**
	 * What is answered during a lock: the same as to a wrong guess.
	 */
	@FunctionalInterface
	interface Refusal {

		void write(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;

	}

	private record Failures(int count, Instant since, int locks, Instant lockedUntil) {

		Failures next(Instant now, int most) {
			boolean same = this.since.plus(WINDOW).isAfter(now);
			int counted = same ? this.count + 1 : 1;
			if (counted < most) {
				return new Failures(counted, same ? this.since : now, this.locks, this.lockedUntil);
			}
			Duration lock = WINDOW.multipliedBy(1L << Math.min(this.locks, 10));
			return new Failures(0, now, this.locks + 1, now.plus((lock.compareTo(LONGEST) < 0) ? lock : LONGEST));
		}

	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !PATHS.contains(path(request)) && !isRegistration(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String address = "address " + Origin.of(request.getRemoteAddr()).address();
		boolean registration = isRegistration(request);
		String caller = registration ? request.getHeader(HttpHeaders.AUTHORIZATION) : clientId(request);
		String client = (caller != null) ? address + " client " + TokenHash.of(caller) : null;
		boolean known = client != null && this.good.getIfPresent(client) != null;
		if ((client != null && isLocked(client)) || (!known && isLocked(address))) {
			this.refusal.write(request, response);
			return;
		}
		chain.doFilter(request, response);
		if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
				&& (registration || request.getAttribute(FAILED) != null)) {
			if (client != null && !registration) {
				add(client, MOST_OF_CLIENT);
			}
			if (client != null || registration) {
				add(address, MOST_OF_ADDRESS);
			}
		}
		else if (response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES && client != null) {
			this.failures.invalidate(client);
			if (!known) {
				this.good.put(client, true);
			}
		}
	}

	/**
	 * Notes that a client did not prove who it is, which alone counts as a guess. What a
	 * client is refused that has proved it is none.
	 * @param request the client's
	 */
	static void failed(HttpServletRequest request) {
		request.setAttribute(FAILED, true);
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	private static boolean isRegistration(HttpServletRequest request) {
		return path(request).equals(REGISTRATION) || path(request).startsWith(REGISTRATION + "/");
	}

	private boolean isLocked(String key) {
		Failures known = this.failures.getIfPresent(key);
		return known != null && known.lockedUntil().isAfter(this.clock.instant());
	}

	private void add(String key, int most) {
		Instant now = this.clock.instant();
		this.failures.asMap()
			.compute(key,
					(_, known) -> ((known != null) ? known : new Failures(0, now, 0, Instant.EPOCH)).next(now, most));
	}

	/**
	 * The client that a request names, as it is written in the header or the body.
	 */
	static @Nullable String clientId(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
			return request.getParameter("client_id");
		}
		try {
			String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
			int colon = pair.indexOf(':');
			return (colon > 0) ? pair.substring(0, colon) : pair;
		}
		catch (IllegalArgumentException ex) {
			return header;
		}
	}

}
