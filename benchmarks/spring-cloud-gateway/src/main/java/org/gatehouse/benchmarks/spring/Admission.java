package org.gatehouse.benchmarks.spring;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets a call pass whose token has the operation's scope and whose client is subscribed
 * to the API, and counts it at three levels whose limits nobody reaches.
 *
 * @param scopes the scope of each operation, {@code METHOD:RESOURCE}
 * @param subscriptions the tier of each subscription, {@code CLIENT:API}
 * @param counts how many calls there were in the current minute, by what is limited
 */
record Admission(Map<String, String> scopes, Map<String, String> subscriptions,
		Map<String, Count> counts) implements GlobalFilter, Ordered {

	private static final long LIMIT = 1_000_000_000;

	Admission(Map<String, String> scopes, Map<String, String> subscriptions) {
		this(scopes, subscriptions, new ConcurrentHashMap<>());
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return exchange.<JwtAuthenticationToken>getPrincipal().flatMap((caller) -> {
			HttpStatus refusal = refusal(exchange, caller.getToken());
			if (refusal == null) {
				return chain.filter(exchange);
			}
			exchange.getResponse().setStatusCode(refusal);
			return exchange.getResponse().setComplete();
		});
	}

	private HttpStatus refusal(ServerWebExchange exchange, Jwt token) {
		String[] path = exchange.getRequest().getPath().value().split("/");
		String operation = exchange.getRequest().getMethod().name() + ":" + ((path.length > 3) ? path[3] : "");
		String scope = this.scopes.get(operation);
		if (scope == null) {
			return HttpStatus.NOT_FOUND;
		}
		if (!Arrays.asList(token.getClaimAsString("scope").split(" ")).contains(scope)) {
			return HttpStatus.FORBIDDEN;
		}
		String client = token.getClaimAsString("client_id");
		String subscription = client + ":" + path[1];
		if (!this.subscriptions.containsKey(subscription)) {
			return HttpStatus.FORBIDDEN;
		}
		return (passes(client) && passes(subscription) && passes(operation)) ? null : HttpStatus.TOO_MANY_REQUESTS;
	}

	private boolean passes(String limited) {
		long minute = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
		Count count = this.counts.get(limited);
		if (count == null || count.minute() != minute) {
			count = this.counts.merge(limited, new Count(minute, new AtomicLong()),
					(before, next) -> (before.minute() == minute) ? before : next);
		}
		return count.calls().incrementAndGet() <= LIMIT;
	}

	/**
	 * A count.
	 *
	 * @param minute which minute's
	 * @param calls how many
	 */
	record Count(long minute, AtomicLong calls) {

	}

}
