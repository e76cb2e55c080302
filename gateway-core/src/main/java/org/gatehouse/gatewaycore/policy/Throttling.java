package org.gatehouse.gatewaycore.policy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.gatewaycore.snapshot.ApiQuotas;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.throttle.Caller;
import org.gatehouse.gatewaycore.throttle.Level;
import org.gatehouse.gatewaycore.throttle.Limit;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.gatehouse.gatewaycore.throttle.SharedThrottle;
import org.gatehouse.gatewaycore.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the call in all quotas that it falls under, or in none: those of its
 * subscription, its application, the API or else the operation, and of the endpoint. Only
 * what passed every check before is counted. Where gateways count together, a call may
 * have to wait for their counters.
 */
final class Throttling implements Policy {

	private final Clock clock;

	private final @Nullable SharedThrottle shared;

	private final boolean refusing;

	/**
	 * Makes the policy.
	 * @param clock the time
	 * @param shared asks the counters that gateways share, null where this one counts
	 * alone
	 * @param refusing what becomes of calls while those are away, where an API does not
	 * say: true to refuse them, false to count alone
	 */
	Throttling(Clock clock, @Nullable SharedThrottle shared, boolean refusing) {
		this.clock = clock;
		this.shared = shared;
		this.refusing = refusing;
	}

	@Override
	public String name() {
		return "throttle";
	}

	@Override
	public Step handle(Exchange exchange) {
		List<Limit> limits = limits(exchange);
		SharedThrottle together = this.shared;
		if (together == null || limits.isEmpty()) {
			return decided(exchange, Throttle.admit(limits));
		}
		CompletableFuture<Optional<Throttle.Decision>> decision = together.admit(limits, refuses(exchange));
		if (decision.isDone()) {
			return decided(exchange, decision.join());
		}
		return new Step.Later(decision.thenApplyAsync((late) -> decided(exchange, late), exchange.loop()));
	}

	private boolean refuses(Exchange exchange) {
		CounterLoss own = exchange.routedApi().quotas().onCounterLoss();
		return (own == null) ? this.refusing : own == CounterLoss.REFUSE;
	}

	private Step decided(Exchange exchange, Optional<Throttle.Decision> decision) {
		return decision.isPresent() ? decided(exchange, decision.get()) : Fault.later(FaultCode.UNCOUNTED, null, 1);
	}

	private Step decided(Exchange exchange, Throttle.@Nullable Decision decision) {
		exchange.decision(decision);
		if (decision == null || decision.refusedBy() == null) {
			return Step.NEXT;
		}
		return Fault.later(code(decision.refusedBy()), this.clock.instant().plusSeconds(decision.reset()),
				decision.reset());
	}

	/** The limits in the order of their levels. */
	private static List<Limit> limits(Exchange exchange) {
		List<Limit> limits = new ArrayList<>(6);
		Caller caller = new CallFacts(exchange);
		ApiQuotas quotas = exchange.routedApi().quotas();
		CompiledApplication.Key key = exchange.key();
		CompiledApplication.Subscribed subscription = exchange.subscription();
		if (subscription != null) {
			subscription.collect(caller, limits);
		}
		else if (exchange.token() == null) {
			quotas.unauthenticated().collect(caller, limits);
		}
		if (key != null) {
			key.application().quota().collect(caller, limits);
		}
		Limited policy = quotas.policy();
		collect((policy != null) ? policy : exchange.routedOperation().quota(), caller, limits);
		boolean toSandbox = key != null && key.keyType() == KeyType.SANDBOX;
		collect(toSandbox ? quotas.sandbox() : quotas.production(), caller, limits);
		return limits;
	}

	private static void collect(@Nullable Limited limited, Caller caller, List<Limit> limits) {
		if (limited != null) {
			limited.collect(caller, limits);
		}
	}

	private static FaultCode code(Level level) {
		return switch (level) {
			case SUBSCRIPTION -> FaultCode.SUBSCRIPTION_THROTTLED;
			case SUBSCRIPTION_BURST -> FaultCode.SUBSCRIPTION_BURST_THROTTLED;
			case APPLICATION -> FaultCode.APPLICATION_THROTTLED;
			case APPLICATION_BURST -> FaultCode.APPLICATION_BURST_THROTTLED;
			case API -> FaultCode.API_THROTTLED;
			case RESOURCE -> FaultCode.RESOURCE_THROTTLED;
			case ENDPOINT -> FaultCode.ENDPOINT_THROTTLED;
		};
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		Throttle.Decision decision = exchange.decision();
		if (decision != null && !decision.policies().isEmpty()) {
			answer.set("ratelimit-policy", decision.policies());
			answer.set("ratelimit", decision.rateLimit());
		}
	}

}
