package org.gatehouse.publisher.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.LifecycleState.Action;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.api.LifecycleEvent;
import org.gatehouse.db.api.LifecycleEventRepository;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.publisher.deployment.DefaultVersions;
import org.gatehouse.publisher.deployment.GatewayEntries;
import org.gatehouse.publisher.deployment.RevisionService;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.FieldError;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leads API versions through their lives. A new state is in force at the gateways at
 * once.
 */
@Service
public class LifecycleService {

	/** What WSO2 answers when an API without tiers or endpoint is to be published. */
	static final long NOT_PUBLISHABLE = 903224;

	private final ApiRepository apis;

	private final ApiVersionRepository versions;

	private final LifecycleEventRepository events;

	private final RevisionService revisions;

	private final CarriedSubscriptions carried;

	private final DefaultVersions defaults;

	private final GatewayEntries gateways;

	private final Clock clock;

	LifecycleService(ApiRepository apis, ApiVersionRepository versions, LifecycleEventRepository events,
			RevisionService revisions, CarriedSubscriptions carried, DefaultVersions defaults, GatewayEntries gateways,
			Clock clock) {
		this.apis = apis;
		this.versions = versions;
		this.events = events;
		this.revisions = revisions;
		this.carried = carried;
		this.defaults = defaults;
		this.gateways = gateways;
		this.clock = clock;
	}

	/**
	 * Takes a step. Publishing, as a prototype too, deploys a working copy that is not
	 * deployed.
	 * @param id the API version
	 * @param action the step
	 * @param checklist wishes for the first publication, else ignored
	 * @param deprecation what callers are to be told, with the step that deprecates, this
	 * version or the older ones
	 * @param ifMatch the entity tag of what the caller has read; null to go on whatever
	 * there is
	 * @param actor the user's name
	 * @return the new state
	 * @throws NotFound if there is no such API version
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest if the step is not possible in the present state, or something
	 * is missing that it needs
	 */
	@Transactional
	public LifecycleView change(ApiId id, Action action, Checklist checklist, DeprecationRequest deprecation,
			@Nullable String ifMatch, String actor) {
		Api api = this.apis.lockByVersion(id.value()).orElseThrow(() -> NotFound.of("API", id));
		ApiVersion version = found(id);
		EntityTag.check(ifMatch, version.rowVersion());
		LifecycleState from = version.state();
		LifecycleState to = from.transitions().get(action);
		if (to == null) {
			throw new BadRequest("action", action.wireName(), "one that is possible in state " + from + ": "
					+ from.transitions().keySet().stream().map(Action::wireName).toList());
		}
		boolean first = to == LifecycleState.PUBLISHED && takesChecklist(from) && !wasPublished(version);
		boolean deprecatesOlder = first && checklist.deprecateOldVersions();
		DeprecationNotice notice = DeprecationNotice.NONE;
		if (to == LifecycleState.DEPRECATED || deprecatesOlder) {
			notice = deprecation.read(DeprecationNotice.NONE, this.clock.instant());
		}
		else {
			deprecation.refuse();
		}
		requireReady(version, to);
		if (to == LifecycleState.DEPRECATED) {
			version.announce(notice, version.updatedAt());
		}
		move(api, version, action, to, actor);
		if (first) {
			List<ApiVersion> older = older(version);
			if (!checklist.requireReSubscription()) {
				this.carried.carryOver(older, version);
			}
			if (deprecatesOlder) {
				deprecate(api, older, notice, actor);
			}
		}
		this.versions.flush();
		return view(version);
	}

	private void deprecate(Api api, List<ApiVersion> older, DeprecationNotice notice, String actor) {
		for (ApiVersion version : older) {
			if (version.state() == LifecycleState.PUBLISHED) {
				version.announce(notice, version.updatedAt());
				move(api, version, Action.DEPRECATE, LifecycleState.DEPRECATED, actor);
			}
		}
	}

	/**
	 * Changes what callers of a deprecated API version are told of its end.
	 * @param id the API version
	 * @param deprecation what they are to be told; a date that has passed may stay
	 * @param ifMatch the entity tag of what the caller has read; null to go on whatever
	 * there is
	 * @return the state with the new notice
	 * @throws NotFound if there is no such API version
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws Conflict if it is not deprecated
	 * @throws BadRequest if a field cannot be read, or a new date is past
	 */
	@Transactional
	public LifecycleView announce(ApiId id, DeprecationRequest deprecation, @Nullable String ifMatch) {
		if (this.apis.lockByVersion(id.value()).isEmpty()) {
			throw NotFound.of("API", id);
		}
		ApiVersion version = found(id);
		EntityTag.check(ifMatch, version.rowVersion());
		if (version.state() != LifecycleState.DEPRECATED) {
			throw new Conflict("state: " + version.state() + " (expected: DEPRECATED)");
		}
		version.announce(deprecation.read(version.deprecation(), this.clock.instant()), later(version));
		this.versions.saveAndFlush(version);
		this.gateways.refresh(version);
		return view(version);
	}

	private void requireReady(ApiVersion version, LifecycleState to) {
		List<FieldError> missing = new ArrayList<>();
		if (to == LifecycleState.PUBLISHED && version.tiers().isEmpty()) {
			missing.add(new FieldError("policies", null, "at least one subscription tier; none is selected"));
		}
		boolean callable = to == LifecycleState.PUBLISHED || to == LifecycleState.PROTOTYPED;
		if (callable && version.productionEndpoint() == null && version.sandboxEndpoint() == null
				&& !PolicyCheck.isMocked(version.runtime().mediation())) {
			missing.add(new FieldError("endpointConfig", null, "a production or sandbox endpoint; there is none"));
		}
		if (!missing.isEmpty()) {
			throw new BadRequest(NOT_PUBLISHABLE, missing);
		}
	}

	private void move(Api api, ApiVersion version, Action action, LifecycleState to, String actor) {
		LifecycleState from = version.state();
		Instant now = later(version);
		version.moveTo(to, now);
		this.versions.saveAndFlush(version);
		this.events.save(new LifecycleEvent(version, action.wireName(), from, to, actor, now));
		if (to == LifecycleState.PUBLISHED || to == LifecycleState.PROTOTYPED) {
			this.revisions.deployWhereMissing(version, actor);
		}
		this.defaults.moved(api, version);
		this.gateways.refresh(version);
	}

	private List<ApiVersion> older(ApiVersion version) {
		return this.versions.findByApiIdOrderByCreatedAt(version.api().getId())
			.stream()
			.filter(candidate -> candidate.createdAt().isBefore(version.createdAt()))
			.toList();
	}

	private boolean wasPublished(ApiVersion version) {
		return this.events.findByApiVersionIdOrderByHappenedAtDesc(version.getId())
			.stream()
			.anyMatch(event -> event.toState() == LifecycleState.PUBLISHED);
	}

	/**
	 * Shows where an API version is in its life.
	 * @param id the API version
	 * @return the present state
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public LifecycleView state(ApiId id) {
		return view(found(id));
	}

	/**
	 * Shows the steps that an API version took.
	 * @param id the API version
	 * @return the latest first
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<LifecycleStep> history(ApiId id) {
		return this.events.findByApiVersionIdOrderByHappenedAtDesc(found(id).getId())
			.stream()
			.map(event -> new LifecycleStep(event.action(), event.fromState(), event.toState(), event.actor(),
					event.happenedAt()))
			.toList();
	}

	private ApiVersion found(ApiId id) {
		return this.versions.findWithOperations(id.value()).orElseThrow(() -> NotFound.of("API", id));
	}

	private static boolean takesChecklist(LifecycleState state) {
		return state == LifecycleState.CREATED || state == LifecycleState.PROTOTYPED;
	}

	private static LifecycleView view(ApiVersion version) {
		return new LifecycleView(version.apiId(), version.state(), version.state().transitions(),
				takesChecklist(version.state()), version.deprecation(), version.rowVersion());
	}

	/** Each change counts, even two in the same microsecond. */
	private Instant later(ApiVersion version) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Instant next = version.updatedAt().plus(1, ChronoUnit.MICROS);
		return now.isAfter(next) ? now : next;
	}

}
