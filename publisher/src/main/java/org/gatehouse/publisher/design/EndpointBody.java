package org.gatehouse.publisher.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Balance;
import org.gatehouse.common.runtime.EndpointRules.Group;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.runtime.EndpointRules.Member;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code endpointConfig}: an API's endpoints with all that is to be said
 * of them. {@code target_header} and the {@code weight} and {@code connectTimeout} of an
 * endpoint's {@code config} are our own.
 *
 * @param production the first production endpoint's URL, null where there is none
 * @param sandbox the first sandbox endpoint's URL, null where there is none
 * @param rules what else there is
 */
public record EndpointBody(@Nullable String production, @Nullable String sandbox, EndpointRules rules) {

	private static final String ALGORITHMS = "org.apache.synapse.endpoints.algorithms.";

	private static final String IN_TURN = ALGORITHMS + "RoundRobin";

	private static final String WEIGHTED = ALGORITHMS + "WeightedRoundRobin";

	/**
	 * The endpoints of a design.
	 * @param design the design
	 * @return its endpoints
	 */
	public static EndpointBody of(ApiDesign design) {
		return new EndpointBody(design.productionEndpoint(), design.sandboxEndpoint(), design.runtime().endpoints());
	}

	/**
	 * Reads {@code endpointConfig}.
	 * @param config the object, null where it is null
	 * @param problems takes what is wrong
	 * @return the endpoints; the first URLs are still unchecked
	 */
	public static EndpointBody read(@Nullable BodyReader config, BadRequest.Collector problems) {
		if (config == null) {
			return new EndpointBody(null, null, EndpointRules.DEFAULT);
		}
		Kind kind = kind(config, problems);
		Read production = Read.of(config, kind, "production", problems);
		Read sandbox = Read.of(config, kind, "sandbox", problems);
		Balance balance = (kind == Kind.LOAD_BALANCE) ? balance(config, problems) : Balance.DEFAULT;
		String header = (kind == Kind.DYNAMIC) ? config.scalar("target_header") : null;
		problems.require(header == null || header.matches("[A-Za-z0-9_-]{1,100}"), config.path("target_header"), header,
				"the name of a header field");
		return new EndpointBody(production.url(), sandbox.url(),
				new EndpointRules(kind, balance, header, production.group(), sandbox.group()));
	}

	private static Kind kind(BodyReader config, BadRequest.Collector problems) {
		String type = Objects.requireNonNullElse(config.text("endpoint_type", null), "http");
		return switch (type) {
			case "http", "address", "" -> Kind.SINGLE;
			case "load_balance" -> Kind.LOAD_BALANCE;
			case "failover" -> Kind.FAILOVER;
			case "default", "dynamic" -> Kind.DYNAMIC;
			default -> {
				problems.reject(config.path("endpoint_type"), type, "http, address, load_balance, failover or default");
				yield Kind.SINGLE;
			}
		};
	}

	private static Balance balance(BodyReader config, BadRequest.Collector problems) {
		String algorithm = config.scalar("algoClassName");
		String field = "algoClassName";
		if (algorithm == null || config.scalar("algoCombo") != null) {
			algorithm = config.scalar("algoCombo");
			field = "algoCombo";
		}
		problems.require(algorithm == null || algorithm.equals(IN_TURN) || algorithm.equals(WEIGHTED),
				config.path(field), algorithm, IN_TURN + " or " + WEIGHTED);
		String sessions = Objects.requireNonNullElse(config.scalar("sessionManagement"), "none");
		problems.require(List.of("none", "http", "transport").contains(sessions), config.path("sessionManagement"),
				sessions, "none, or http for a cookie of the gateway");
		boolean sticky = !sessions.equals("none");
		Long millis = EndpointSettings.number(config, "sessionTimeOut", 0, 30L * 24 * 3600 * 1000, problems);
		String failOver = Objects.requireNonNullElse(config.scalar("failOver"), "true").toLowerCase(Locale.ROOT);
		problems.require(failOver.equals("true") || failOver.equals("false"), config.path("failOver"), failOver,
				"True or False");
		return new Balance(WEIGHTED.equals(algorithm), sticky, (sticky && millis != null) ? millis : 0,
				failOver.equals("true"));
	}

	/**
	 * The endpoints for one kind of key as they are read.
	 *
	 * @param url the first one's URL, null where there is none
	 * @param group the rest
	 */
	private record Read(@Nullable String url, Group group) {

		static Read of(BodyReader config, Kind kind, String keyType, BadRequest.Collector problems) {
			String field = keyType + "_endpoints";
			String spare = keyType + "_failovers";
			String url = null;
			Settings settings = Settings.DEFAULT;
			List<Member> more = new ArrayList<>();
			for (BodyReader endpoint : config.oneOrMore(field)) {
				String next = endpoint.scalar("url");
				if (next != null && url == null) {
					url = next;
					settings = EndpointSettings.read(endpoint.object("config"), problems);
				}
				else if (next != null) {
					add(more, endpoint, next, problems);
				}
			}
			List<Member> fallbacks = new ArrayList<>();
			for (BodyReader endpoint : config.oneOrMore(spare)) {
				String next = endpoint.scalar("url");
				if (next != null) {
					add(fallbacks, endpoint, next, problems);
				}
			}
			problems.require(kind != Kind.SINGLE || more.isEmpty(), config.path(field), null,
					"one endpoint where endpoint_type is http");
			problems.require(kind == Kind.FAILOVER || fallbacks.isEmpty(), config.path(spare), null,
					"nothing unless endpoint_type is failover");
			problems.require(url != null || fallbacks.isEmpty(), config.path(field), null,
					"an endpoint that the others stand in for");
			return new Read(url, new Group(settings, more, fallbacks));
		}

		private static void add(List<Member> members, BodyReader endpoint, String url, BadRequest.Collector problems) {
			BadRequest.Collector own = BadRequest.collect();
			DesignRules.checkEndpoint(endpoint.path("url"), url, own);
			if (own.isEmpty()) {
				members.add(
						new Member(EndpointRules.uri(url), EndpointSettings.read(endpoint.object("config"), problems)));
			}
			else {
				DesignRules.checkEndpoint(endpoint.path("url"), url, problems);
			}
		}

	}

	/**
	 * Writes {@code endpointConfig}.
	 * @return its fields, null where there is no endpoint
	 */
	public @Nullable Map<String, Object> json() {
		if (this.production == null && this.sandbox == null) {
			return null;
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("endpoint_type", switch (this.rules.kind()) {
			case SINGLE -> "http";
			case LOAD_BALANCE -> "load_balance";
			case FAILOVER -> "failover";
			case DYNAMIC -> "default";
		});
		if (this.rules.kind() == Kind.LOAD_BALANCE) {
			Balance balance = this.rules.balance();
			json.put("algoCombo", balance.weighted() ? WEIGHTED : IN_TURN);
			json.put("algoClassName", balance.weighted() ? WEIGHTED : IN_TURN);
			json.put("sessionManagement", balance.sticky() ? "http" : "");
			json.put("sessionTimeOut", (balance.sessionMillis() > 0) ? Long.toString(balance.sessionMillis()) : "");
			json.put("failOver", balance.failOver() ? "True" : "False");
		}
		if (this.rules.targetHeader() != null) {
			json.put("target_header", this.rules.targetHeader());
		}
		write(json, "production", this.production, this.rules.production());
		write(json, "sandbox", this.sandbox, this.rules.sandbox());
		return json;
	}

	private void write(Map<String, Object> json, String keyType, @Nullable String first, Group group) {
		if (first == null) {
			return;
		}
		List<Map<String, Object>> all = new ArrayList<>();
		all.add(EndpointSettings.json(first, group.first()));
		group.more().forEach(member -> all.add(json(member)));
		boolean many = switch (this.rules.kind()) {
			case SINGLE -> false;
			case FAILOVER -> all.size() > 1;
			case LOAD_BALANCE, DYNAMIC -> true;
		};
		json.put(keyType + "_endpoints", many ? all : all.getFirst());
		if (!group.fallbacks().isEmpty()) {
			json.put(keyType + "_failovers", group.fallbacks().stream().map(EndpointBody::json).toList());
		}
	}

	private static Map<String, Object> json(Member member) {
		return EndpointSettings.json(EndpointRules.text(member.url()), member.settings());
	}

}
