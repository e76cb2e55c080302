package org.gatehouse.gatewaycore.policy;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.cache.ResponseCache;
import org.gatehouse.gatewaycore.explain.Refusals;
import org.gatehouse.gatewaycore.assertion.Assertions;
import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.throttle.SharedThrottle;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.gatehouse.gatewaycore.trace.TraceSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that happens to a call, in the order in which it happens.
 *
 * <pre>
 *             way in                                         way out
 *    |  metrics          begins                          counts        ^
 *    |  access log                                       one line      |
 *    |  header hygiene   request id, who calls           request id    |
 *    |  trace            where it stands in a trace      spans         |
 *    |  explain          answers administrators          keeps refusals|
 *    |  CORS             answers preflights              who may read  |
 *    |  route            path, API, operation                          |
 *    |  authenticate     token, key, password, certificate              |
 *    |  subscription     application and API                           |
 *    |  scope            token and operation                           |
 *    |  deny             whose calls are refused                       |
 *    |  throttle         counts, or refuses              RateLimit     |
 *    |  mediate          request policies                              |
 *    |  cache            answers with what is kept       Cache-Status  |
 *    |  proxy            production or sandbox                         |
 *    |  backend JWT      tells the backend who calls                   |
 *    v  endpoint security  what the gateway proves itself by           |
 * </pre>
 *
 * A policy that refuses or answers ends the way in; the way out is then taken by all
 * policies all the same, so that a refusal carries the same header fields as an answer.
 */
public final class Chain {

	private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

	private final Policy[] policies;

	private final Standing standing;

	private Chain(List<Policy> policies, Standing standing) {
		this.policies = policies.toArray(Policy[]::new);
		this.standing = standing;
	}

	/**
	 * Makes the chain.
	 * @param configuration what the policies are told
	 * @param tokens the tokens that are known
	 * @param users the users who have called with a password
	 * @param clock the time
	 * @param leaving whether the gateway is about to stop
	 * @param metrics counts calls
	 * @param traces takes the calls that are traced
	 * @param assertions signs what backends are told of calls
	 * @param shared asks the counters that gateways share, null where this one counts
	 * alone
	 * @return the chain
	 */
	public static Chain of(GatewayConfiguration configuration, AccessTokens tokens, BasicUsers users, Clock clock,
			BooleanSupplier leaving, Metrics metrics, TraceSink traces, Assertions assertions,
			@Nullable SharedThrottle shared) {
		return new Chain(
				List.of(new Metering(metrics), new AccessLog(configuration.accessLog()),
						new HeaderHygiene(configuration.trustedProxies(),
								configuration.credentials().certificateHeader()),
						new Tracing(configuration.tracing().ratio(), traces),
						new Explaining(configuration.node().id(), new Refusals(), tokens, clock),
						new Cors(configuration.cors()), new Routing(configuration.keyManager(), leaving),
						new Authentication(configuration.credentials(), tokens, users, clock), new SubscriptionCheck(),
						new ScopeCheck(), new Denial(), new Throttling(clock, shared, configuration.refusesUncounted()),
						new Mediating(), new ResponseCaching(new ResponseCache(configuration.cacheBytes()), clock),
						new Forwarding(), new BackendAssertion(assertions), new EndpointAuthentication()),
				new Standing(clock));
	}

	/**
	 * The policies' names in their order.
	 * @return the names
	 */
	List<String> names() {
		return Arrays.stream(this.policies).map(Policy::name).toList();
	}

	/**
	 * The way in.
	 * @param exchange the call
	 * @return anything but {@link Step#NEXT}; what comes later comes on the call's loop
	 */
	public Step handle(Exchange exchange) {
		return from(0, exchange);
	}

	private Step from(int first, Exchange exchange) {
		try {
			for (int i = first; i < this.policies.length; i++) {
				Step step = this.policies[i].handle(exchange);
				if (step != Step.NEXT) {
					return decided(step, i + 1, exchange);
				}
			}
			throw new IllegalStateException("the last policy let a call pass (expected: a decision)");
		}
		catch (RuntimeException ex) {
			LOG.error("request {}: a policy failed", exchange.requestId(), ex);
			return Fault.of(FaultCode.INTERNAL_ERROR);
		}
	}

	private Step decided(Step step, int next, Exchange exchange) {
		return switch (step) {
			case Step.Go go -> (go == Step.NEXT) ? from(next, exchange) : go;
			case Step.Later later -> new Step.Later(
					later.decision().thenApplyAsync((late) -> decided(late, next, exchange), exchange.loop()));
			case Step.Gather gather -> new Step.Gather(gather.most(), gather.tooLong(),
					(body) -> decided(with(gather, body, exchange), next, exchange));
			case Step.Answer _, Fault _ -> noted(step, exchange);
		};
	}

	private static Step with(Step.Gather gather, byte[] body, Exchange exchange) {
		try {
			return gather.then().apply(body);
		}
		catch (RuntimeException ex) {
			LOG.error("request {}: a policy failed", exchange.requestId(), ex);
			return Fault.of(FaultCode.INTERNAL_ERROR);
		}
	}

	private static Step noted(Step step, Exchange exchange) {
		if (step instanceof Fault fault && LOG.isDebugEnabled()) {
			LOG.debug("request {}: refused with {}", exchange.requestId(), fault.code());
		}
		return step;
	}

	/**
	 * What an API's policies make of a backend's answer, before it is sent.
	 * @param exchange the call
	 * @param mediated its policies
	 * @param status the answer's status
	 * @param answer the answer's header fields
	 * @return {@link Step#NEXT} where it is sent, with {@link MediatedCall#answerBody()}
	 * where there is one; what comes later comes on the call's loop
	 */
	public static Step answered(Exchange exchange, MediatedCall mediated, int status, Headers answer) {
		try {
			return onLoop(Mediating.answered(exchange, mediated, status, answer), exchange);
		}
		catch (RuntimeException ex) {
			LOG.error("request {}: a policy failed", exchange.requestId(), ex);
			return Fault.of(FaultCode.INTERNAL_ERROR);
		}
	}

	private static Step onLoop(Step step, Exchange exchange) {
		return switch (step) {
			case Step.Later later ->
				new Step.Later(later.decision().thenApplyAsync((late) -> onLoop(late, exchange), exchange.loop()));
			case Step.Gather gather -> new Step.Gather(gather.most(), gather.tooLong(),
					(body) -> onLoop(with(gather, body, exchange), exchange));
			case Step.Go _, Step.Answer _, Fault _ -> noted(step, exchange);
		};
	}

	/**
	 * The way out, before an answer's head is sent.
	 * @param exchange the call
	 * @param answer the answer's header fields
	 */
	public void answering(Exchange exchange, Headers answer) {
		for (int i = this.policies.length - 1; i >= 0; i--) {
			this.policies[i].answering(exchange, answer);
		}
	}

	/**
	 * Tells whether a call that goes on for long would still be let in.
	 * @param exchange the call
	 * @param now what is known by now, null where nothing is
	 * @return false where the API, the token or the subscription no longer holds
	 */
	public boolean stillHolds(Exchange exchange, @Nullable Snapshot now) {
		return this.standing.holds(exchange, now);
	}

	/**
	 * The end, once for each call.
	 * @param exchange the call
	 */
	public void ended(Exchange exchange) {
		for (int i = this.policies.length - 1; i >= 0; i--) {
			this.policies[i].ended(exchange);
		}
	}

	/**
	 * Makes a call that is refused before it reaches the chain, because it cannot even be
	 * read, known by an identifier.
	 * @param exchange the call
	 */
	public static void unread(Exchange exchange) {
		exchange.requestId(HeaderHygiene.newRequestId());
	}

}
