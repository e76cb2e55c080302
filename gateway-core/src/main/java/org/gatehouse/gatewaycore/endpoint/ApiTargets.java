package org.gatehouse.gatewaycore.endpoint;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.PathVariables;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an API that has more to say of them than one URL for each kind of key.
 *
 * @param production for calls with a production key, null where one URL says all
 * @param sandbox for calls with a sandbox key, null where one URL says all
 */
public record ApiTargets(@Nullable TargetGroup production, @Nullable TargetGroup sandbox) {

	/** More would not fit into the bits of {@link Course}. */
	private static final int MOST = 60;

	/**
	 * Compiles the endpoints of an API.
	 * @param api the API
	 * @param states what is known of its endpoints
	 * @param secured makes an endpoint of a URL, with what the gateway needs there
	 * @return the endpoints, null where one URL for each kind of key says all
	 * @throws IllegalArgumentException if one of them is none
	 */
	public static @Nullable ApiTargets of(SnapshotEntry.DeployedApi api, EndpointStates states,
			BiFunction<KeyType, URI, Endpoint> secured) {
		EndpointRules rules = api.runtime().endpoints();
		EndpointStates.OfApi known = states.of(api.id(), api.name(), api.version());
		Map<EndpointStates.Place, EndpointState> used = new HashMap<>();
		TargetGroup production = new Compilation(api, KeyType.PRODUCTION, states, known, used, secured)
			.group(api.production(), rules.production());
		TargetGroup sandbox = new Compilation(api, KeyType.SANDBOX, states, known, used, secured).group(api.sandbox(),
				rules.sandbox());
		if (production == null && sandbox == null) {
			states.forget(api.id());
			return null;
		}
		states.put(api.id(), known.with(used));
		return new ApiTargets(production, sandbox);
	}

	/**
	 * The endpoints for a kind of key.
	 * @param keyType the kind of key
	 * @return the endpoints, null where the API's URL says all
	 */
	public @Nullable TargetGroup of(KeyType keyType) {
		return switch (keyType) {
			case PRODUCTION -> this.production;
			case SANDBOX -> this.sandbox;
		};
	}

	/**
	 * The compilation of the endpoints for one kind of key.
	 *
	 * @param api the API
	 * @param keyType the kind of key
	 * @param book what is known of endpoints
	 * @param known what is known of the API's
	 * @param used takes the states of those that it has now
	 * @param secured makes an endpoint of a URL
	 */
	private record Compilation(SnapshotEntry.DeployedApi api, KeyType keyType, EndpointStates book,
			EndpointStates.OfApi known, Map<EndpointStates.Place, EndpointState> used,
			BiFunction<KeyType, URI, Endpoint> secured) {

		@Nullable TargetGroup group(@Nullable URI first, EndpointRules.Group group) {
			EndpointRules rules = this.api.runtime().endpoints();
			if (first == null || (rules.kind() == Kind.SINGLE && group.first().equals(Settings.DEFAULT)
					&& !first.toString().contains("%7B"))) {
				return null;
			}
			List<EndpointRules.Member> members = rules.members(first, group);
			if (members.size() > MOST) {
				throw new IllegalArgumentException(
						"endpoints: " + members.size() + " (expected: at most " + MOST + ")");
			}
			Map<String, PathVariables> variables = new HashMap<>();
			this.api.operations()
				.forEach((operation) -> variables.put(operation.pattern().value(),
						PathVariables.of(operation.pattern())));
			List<Target> targets = new ArrayList<>();
			for (EndpointRules.Member member : members) {
				targets.add(target(targets.size(), member, variables));
			}
			return new TargetGroup(this.book, rules.kind(), rules.balance(), rules.targetHeader(), targets,
					this.known.turn(this.keyType));
		}

		private Target target(int position, EndpointRules.Member member, Map<String, PathVariables> variables) {
			Endpoint endpoint = this.secured.apply(this.keyType, member.url());
			EndpointStates.Place place = new EndpointStates.Place(this.keyType, EndpointRules.text(member.url()));
			EndpointState state = this.used.computeIfAbsent(place, this.known::state);
			return new Target(position, endpoint, PathTemplate.of(endpoint.path(), variables), member.settings(),
					this.api.runtime().endpoints().suspension(member.settings()), state, mark(place.url()));
		}

		/** Tells endpoints apart without telling where they are. */
		private String mark(String url) {
			try {
				byte[] hash = MessageDigest.getInstance("SHA-256")
					.digest((this.api.id() + " " + url).getBytes(StandardCharsets.UTF_8));
				return HexFormat.of().formatHex(hash, 0, 8);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("every JDK has SHA-256", ex);
			}
		}

	}

}
