package org.gatehouse.management.node;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.common.snapshot.SnapshotEntry.DeployedApi;
import org.gatehouse.db.node.GatewayNode;
import org.gatehouse.management.node.DeployedApis.Deployed;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as {@code GET /management/endpoints} shows it. The names of the first three
 * are those of WSO2's management API.
 *
 * @param name its URL
 * @param type how the API chooses among its endpoints, as in {@code endpointConfig}
 * @param isActive false where it has failed at a gateway and not yet shown that it works
 * @param api the API, such as {@code orgnews:v1.0.0}
 * @param keyType the kind of key whose calls go there
 * @param watched false where it has no rules by which it could be suspended
 * @param failing the gateways at which it has failed and not yet shown that it works
 */
record EndpointView(String name, String type, @JsonProperty("isActive") boolean isActive, String api, KeyType keyType,
		boolean watched, List<Failing> failing) {

	/**
	 * A gateway at which an endpoint fails.
	 *
	 * @param node the gateway
	 * @param host where it can be reached
	 * @param state {@code suspended}, or {@code tried} where the next call may go there
	 * @param since when it failed after it had worked
	 * @param until until when it is left alone
	 * @param failures how many suspensions have followed each other
	 */
	record Failing(String node, String host, String state, Instant since, Instant until, int failures) {

	}

	/** A list and its length. */
	record Items(int count, List<EndpointView> list) {

	}

	static Items of(List<Deployed> apis, List<GatewayNode> gateways, Instant now) {
		List<EndpointView> all = new ArrayList<>();
		for (Deployed deployed : apis) {
			DeployedApi api = deployed.api();
			EndpointRules rules = api.runtime().endpoints();
			add(all, deployed, KeyType.PRODUCTION, api.production(), rules.production(), gateways, now);
			add(all, deployed, KeyType.SANDBOX, api.sandbox(), rules.sandbox(), gateways, now);
		}
		return new Items(all.size(), all);
	}

	private static void add(List<EndpointView> all, Deployed deployed, KeyType keyType, @Nullable URI first,
			EndpointRules.Group group, List<GatewayNode> gateways, Instant now) {
		EndpointRules rules = deployed.api().runtime().endpoints();
		for (EndpointRules.Member member : rules.members(first, group)) {
			String url = EndpointRules.text(member.url());
			List<Failing> failing = new ArrayList<>();
			for (GatewayNode gateway : gateways) {
				gateway.failing()
					.stream()
					.filter((endpoint) -> endpoint.api().equals(deployed.api().id()) && endpoint.keyType() == keyType
							&& endpoint.url().equals(url))
					.map((endpoint) -> failing(gateway, endpoint, now))
					.forEach(failing::add);
			}
			all.add(new EndpointView(url, type(rules.kind()), failing.isEmpty(), deployed.name(), keyType,
					rules.suspension(member.settings()) != null, failing));
		}
	}

	private static Failing failing(GatewayNode gateway, EndpointHealth endpoint, Instant now) {
		return new Failing(gateway.nodeId(), gateway.host(), endpoint.isSuspended(now) ? "suspended" : "tried",
				endpoint.since(), endpoint.until(), endpoint.failures());
	}

	private static String type(EndpointRules.Kind kind) {
		return switch (kind) {
			case SINGLE -> "http";
			case LOAD_BALANCE -> "load_balance";
			case FAILOVER -> "failover";
			case DYNAMIC -> "default";
		};
	}

}
