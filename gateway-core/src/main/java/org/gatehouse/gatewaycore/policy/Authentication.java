package org.gatehouse.gatewaycore.policy;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.snapshot.CompiledAccess;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls: by the bearer token, or for an API that takes other credentials by
 * those. Credentials stay here: a backend sees none, unless the gateway is told to pass
 * them on.
 */
final class Authentication implements Policy {

	private final String header;

	private final boolean passedOn;

	private final Bearer bearer;

	private final AccessCheck others;

	Authentication(GatewayConfiguration.Credentials rules, AccessTokens tokens, BasicUsers users, Clock clock) {
		this.header = rules.authorizationHeader().toLowerCase(Locale.ROOT);
		this.passedOn = rules.passedOn();
		this.bearer = new Bearer(tokens);
		this.others = new AccessCheck(this.bearer, users, clock, this.passedOn);
	}

	@Override
	public String name() {
		return "authenticate";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledAccess access = exchange.routedApi().access();
		if (exchange.routedApi().isWebSocket()) {
			WebSocketToken.lift(exchange, (access == null) ? this.header : access.header());
		}
		if (exchange.routedOperation().authType() == AuthType.NONE
				|| exchange.routedApi().state() == LifecycleState.PROTOTYPED) {
			withhold(exchange, access);
			return Step.NEXT;
		}
		return (access == null) ? byToken(exchange) : this.others.check(exchange, access);
	}

	private Step byToken(Exchange exchange) {
		Headers headers = exchange.headers();
		List<String> sent = headers.all(this.header);
		if (sent.isEmpty()) {
			exchange.tokenState("none");
			return Fault.challenged(FaultCode.MISSING_CREDENTIALS);
		}
		if (sent.size() > 1) {
			exchange.tokenState("more than one Authorization field");
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		String value = sent.getFirst();
		Step known = this.bearer.recent(exchange, value);
		int from = (known != null) ? 0 : Bearer.start(value);
		if (from < 0) {
			exchange.tokenState("an Authorization field of another scheme than Bearer");
			return Fault.challenged(FaultCode.MISSING_CREDENTIALS);
		}
		if (!this.passedOn) {
			headers.remove(this.header);
		}
		return (known != null) ? known : this.bearer.check(exchange, value, from);
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		WebSocketToken.select(exchange, answer);
	}

	/**
	 * What looks like one of our credentials is none of the backend's business where none
	 * is asked for; other schemes may be the backend's own.
	 */
	private void withhold(Exchange exchange, @Nullable CompiledAccess access) {
		if (this.passedOn) {
			return;
		}
		if (access != null) {
			this.others.withhold(exchange, access);
			return;
		}
		String own = exchange.headers().get(this.header);
		if (own != null && Bearer.isMeant(own)) {
			exchange.headers().remove(this.header);
		}
	}

}
