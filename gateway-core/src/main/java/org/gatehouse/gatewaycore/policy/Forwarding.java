package org.gatehouse.gatewaycore.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.gatewaycore.endpoint.ApiTargets;
import org.gatehouse.gatewaycore.endpoint.Course;
import org.gatehouse.gatewaycore.endpoint.TargetGroup;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;

/**
 * Decides where the call goes: the production or the sandbox endpoint, by the kind of key
 * that the token was got with. Who calls without a token is sent to production, and for a
 * prototype to whichever endpoint there is. Where there are several endpoints, the one is
 * chosen whose turn it is, which works, or which was named.
 */
final class Forwarding implements Policy {

	@Override
	public String name() {
		return "proxy";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledApi api = exchange.routedApi();
		CompiledApplication.Key key = exchange.key();
		KeyType keyType = (key == null) ? KeyType.PRODUCTION : key.keyType();
		Endpoint endpoint = api.endpoint(keyType);
		if (endpoint == null && api.state() == LifecycleState.PROTOTYPED) {
			keyType = KeyType.SANDBOX;
			endpoint = api.sandbox();
		}
		if (endpoint == null) {
			return Fault.of((key == null || key.keyType() == KeyType.PRODUCTION) ? FaultCode.NO_PRODUCTION_ENDPOINT
					: FaultCode.NO_SANDBOX_ENDPOINT);
		}
		RequestTarget target = MediatedCall.target(exchange);
		ApiTargets targets = api.targets();
		TargetGroup group = (targets == null) ? null : targets.of(keyType);
		if (group != null) {
			return choose(exchange, group,
					new Course.Asked(exchange.routedOperation().pattern(), target.path(), target.query()));
		}
		if (exchange.namedEndpoint() != null) {
			return Fault.of(FaultCode.ENDPOINT_NOT_KNOWN);
		}
		exchange.forward(endpoint, endpoint.target(target.path(), target.query()));
		return Step.NEXT;
	}

	private static Step choose(Exchange exchange, TargetGroup group, Course.Asked asked) {
		List<String> names = names(exchange, group);
		Course course;
		if (names.isEmpty()) {
			course = group.choose(group.isSticky() ? cookies(exchange.headers()) : List.of(), asked);
		}
		else {
			course = (names.size() == 1 && group.isDynamic()) ? group.named(names.getFirst(), asked) : null;
			if (course == null) {
				return Fault.of(FaultCode.ENDPOINT_NOT_KNOWN);
			}
			course = group.admits(course) ? course : null;
		}
		if (course == null) {
			return Fault.later(FaultCode.BACKEND_SUSPENDED, null, group.secondsToWait());
		}
		String target = course.requestTarget();
		if (target == null) {
			return Fault.of(FaultCode.BAD_REQUEST);
		}
		exchange.forward(course, target);
		return Step.NEXT;
	}

	/** Takes the gateway's own cookie from those that the backend sees. */
	private static List<String> cookies(Headers headers) {
		List<String> cookies = headers.all("cookie");
		if (cookies.stream().anyMatch(TargetGroup::isOwn)) {
			String others = cookies.stream()
				.flatMap((cookie) -> Arrays.stream(cookie.split(";")))
				.map(String::strip)
				.filter((pair) -> !pair.isEmpty() && !TargetGroup.isOwn(pair))
				.collect(Collectors.joining("; "));
			headers.remove("cookie");
			if (!others.isEmpty()) {
				headers.set("cookie", others);
			}
		}
		return cookies;
	}

	/** What mediation says goes before what the caller says. */
	private static List<String> names(Exchange exchange, TargetGroup group) {
		String named = exchange.namedEndpoint();
		if (named != null) {
			return List.of(named);
		}
		String header = group.targetHeader();
		return (header == null || !group.isDynamic()) ? List.of() : exchange.headers().all(header);
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		Course course = exchange.course();
		String cookie = (course == null || exchange.backendNanos() == 0) ? null
				: course.cookie(exchange.prefix(), exchange.request().secure());
		if (cookie != null) {
			answer.add("set-cookie", cookie);
		}
	}

}
