package org.gatehouse.publisher.deployment;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.db.api.ApiDeploymentRepository;
import org.gatehouse.db.node.GatewayNode;
import org.gatehouse.db.node.GatewayNodes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells how the endpoints of deployed APIs stand, as the gateways have reported within
 * the last seconds.
 */
@Component
public class EndpointHealths {

	private final ApiDeploymentRepository deployments;

	private final GatewayNodes nodes;

	private final Clock clock;

	EndpointHealths(ApiDeploymentRepository deployments, GatewayNodes nodes, Clock clock) {
		this.deployments = deployments;
		this.nodes = nodes;
		this.clock = clock;
	}

	/** How an endpoint stands. */
	public enum State {

		/** No gateway has found anything wrong with it. */
		ACTIVE,
		/** Left alone. */
		SUSPENDED,
		/** Left alone until now; the next call tries it. */
		TRIED,
		/** It has no rules by which it could be suspended. */
		UNWATCHED

	}

	/**
	 * How an endpoint stands at one gateway, or at all of them.
	 *
	 * @param keyType the kind of key whose calls go there
	 * @param url its URL
	 * @param state how it stands
	 * @param gateway the gateway that has found something wrong with it, null where none
	 * has
	 * @param since when it failed after it had worked, null where it works
	 * @param until until when it is left alone, null where it works
	 * @param failures how many suspensions have followed each other
	 */
	public record Standing(KeyType keyType, String url, State state, @Nullable String gateway, @Nullable Instant since,
			@Nullable Instant until, int failures) {

	}

	/**
	 * How the endpoints of an API version stand.
	 * @param id the API version
	 * @return one entry for each endpoint of the deployed revision, and one for each
	 * gateway at which it fails; none where nothing is deployed
	 */
	@Transactional(readOnly = true)
	public List<Standing> of(ApiId id) {
		ApiDeployment deployment = this.deployments
			.findByApiVersionIdAndEnvironment(id.value(), ApiDeployment.DEFAULT_ENVIRONMENT)
			.orElse(null);
		if (deployment == null) {
			return List.of();
		}
		RevisionContent content = RevisionContent.read(deployment.revision().content());
		EndpointRules rules = content.runtime().endpoints();
		List<GatewayNode> gateways = this.nodes.alive(deployment.environment());
		List<Standing> standings = new ArrayList<>();
		add(standings, new Place(id, KeyType.PRODUCTION, rules), content.production(), rules.production(), gateways);
		add(standings, new Place(id, KeyType.SANDBOX, rules), content.sandbox(), rules.sandbox(), gateways);
		return standings;
	}

	/** Whose endpoints. */
	private record Place(ApiId api, KeyType keyType, EndpointRules rules) {

	}

	private void add(List<Standing> standings, Place place, @Nullable URI first, EndpointRules.Group group,
			List<GatewayNode> gateways) {
		Instant now = this.clock.instant();
		for (EndpointRules.Member member : place.rules().members(first, group)) {
			String url = EndpointRules.text(member.url());
			int before = standings.size();
			for (GatewayNode gateway : gateways) {
				gateway.failing()
					.stream()
					.filter(failing -> failing.api().equals(place.api()) && failing.keyType() == place.keyType()
							&& failing.url().equals(url))
					.map(failing -> standing(failing, gateway, now))
					.forEach(standings::add);
			}
			if (standings.size() == before) {
				boolean watched = place.rules().suspension(member.settings()) != null;
				standings.add(new Standing(place.keyType(), url, watched ? State.ACTIVE : State.UNWATCHED, null, null,
						null, 0));
			}
		}
	}

	private static Standing standing(EndpointHealth failing, GatewayNode gateway, Instant now) {
		return new Standing(failing.keyType(), failing.url(), failing.isSuspended(now) ? State.SUSPENDED : State.TRIED,
				gateway.nodeId() + " (" + gateway.host() + ")", failing.since(), failing.until(), failing.failures());
	}

}
