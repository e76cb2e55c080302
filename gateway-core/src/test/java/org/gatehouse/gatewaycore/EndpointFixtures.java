package org.gatehouse.gatewaycore;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Balance;
import org.gatehouse.common.runtime.EndpointRules.Group;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.runtime.EndpointRules.Member;
import org.gatehouse.common.runtime.EndpointRules.Retry;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.runtime.EndpointRules.Suspension;
import org.jspecify.annotations.Nullable;

/**
 * Rules for endpoints, and APIs under {@code /api/1.0.0} that anybody may call.
 */
final class EndpointFixtures {

	private EndpointFixtures() {
	}

	static Settings weight(int weight) {
		return new Settings(weight, null, null, false, null, null);
	}

	static Settings silence(int millis, boolean discard) {
		return new Settings(1, null, millis, discard, null, null);
	}

	static Settings suspended(long initial, double factor, long most, Integer... codes) {
		return new Settings(1, null, null, false, new Suspension(List.of(codes), initial, factor, most), null);
	}

	static Settings retried(int times, Integer... codes) {
		return new Settings(1, null, null, false, null, new Retry(List.of(codes), times, 1));
	}

	static Member member(URI url, Settings settings) {
		return new Member(url, settings);
	}

	static EndpointRules balanced(Balance balance, Settings first, Member... more) {
		return new EndpointRules(Kind.LOAD_BALANCE, balance, null, new Group(first, List.of(more), List.of()),
				Group.DEFAULT);
	}

	static EndpointRules balanced(URI... more) {
		return balanced(Balance.DEFAULT, Settings.DEFAULT, members(more));
	}

	static EndpointRules failover(Settings first, URI... fallbacks) {
		return new EndpointRules(Kind.FAILOVER, Balance.DEFAULT, null,
				new Group(first, List.of(), List.of(members(fallbacks))), Group.DEFAULT);
	}

	static EndpointRules dynamic(@Nullable String header, URI... more) {
		return new EndpointRules(Kind.DYNAMIC, Balance.DEFAULT, header,
				new Group(Settings.DEFAULT, List.of(members(more)), List.of()), Group.DEFAULT);
	}

	static EndpointRules single(Settings settings) {
		return new EndpointRules(Kind.SINGLE, Balance.DEFAULT, null, new Group(settings, List.of(), List.of()),
				Group.DEFAULT);
	}

	private static Member[] members(URI... urls) {
		return Arrays.stream(urls).map((url) -> member(url, Settings.DEFAULT)).toArray(Member[]::new);
	}

	static Fixtures.ApiBuilder api(URI first, EndpointRules rules) {
		return Fixtures.api("/api", first)
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.PUT, "/*", AuthType.NONE))
			.runtime(ApiRuntime.DEFAULT.withEndpoints(rules));
	}

}
