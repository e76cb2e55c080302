package org.gatehouse.store.subscriptions;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.Subscription;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.applications.ApplicationView;
import org.gatehouse.store.applications.ApplicationViews;
import org.gatehouse.store.applications.Consumers;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Forbidden;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applications' subscriptions. What changes here is in force at the gateways at once.
 */
@Service
@Transactional
public class SubscriptionService {

	private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "createdAt").and(Sort.by("id"));

	private final Consumers consumers;

	private final CatalogueService catalogue;

	private final ApiVersionRepository apis;

	private final SubscriptionRepository subscriptions;

	private final ApplicationViews applicationViews;

	private final ChangeLog changes;

	private final Clock clock;

	SubscriptionService(Consumers consumers, CatalogueService catalogue, ApiVersionRepository apis,
			SubscriptionRepository subscriptions, ApplicationViews applicationViews, ChangeLog changes, Clock clock) {
		this.consumers = consumers;
		this.catalogue = catalogue;
		this.apis = apis;
		this.subscriptions = subscriptions;
		this.applicationViews = applicationViews;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists a user's subscriptions, the newest first.
	 * @param user who asks
	 * @param applicationId those of one application, null for those of all
	 * @param apiId those to one API version, null for those to all
	 * @param page which part of the list
	 * @return the subscriptions
	 * @throws NotFound if the user has no such application
	 */
	@Transactional(readOnly = true)
	public Page<SubscriptionView> list(SignedInUser user, @Nullable UUID applicationId, @Nullable UUID apiId,
			PageRequest page) {
		if (applicationId != null) {
			this.consumers.application(user, applicationId);
		}
		UUID owner = this.consumers.account(user).getId();
		Pageable part = new OffsetPage(page.offset(), page.limit(), NEWEST_FIRST);
		var found = find(owner, applicationId, apiId, part);
		return Page.of(views(found.getContent()), page, found.getTotalElements());
	}

	/**
	 * Shows a subscription.
	 * @param user who asks
	 * @param id the subscription
	 * @return the subscription
	 * @throws NotFound if none of the user's applications has one of this id
	 */
	@Transactional(readOnly = true)
	public SubscriptionView get(SignedInUser user, UUID id) {
		return view(find(user, id));
	}

	/**
	 * Subscribes an application to an API version.
	 * @param user who asks
	 * @param draft what to subscribe to
	 * @return the subscription
	 * @throws BadRequest naming every wrong field; also where the API takes no
	 * subscriptions in its state, or is not offered on the tier
	 * @throws NotFound if the user has no such application or sees no such API
	 * @throws Forbidden if the user's roles do not permit the tier
	 * @throws Conflict if the application is subscribed to the API version already
	 */
	public SubscriptionView subscribe(SignedInUser user, SubscriptionDraft draft) {
		this.consumers.subscriber(user);
		UUID applicationId = draft.applicationId();
		UUID apiId = draft.apiId();
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(applicationId != null, "applicationId", null, "the id of one of your applications");
		wrong.require(apiId != null, "apiId", null, "the id of a published API");
		wrong.require(draft.throttlingPolicy() != null && !draft.throttlingPolicy().isBlank(), "throttlingPolicy",
				draft.throttlingPolicy(), "the name of a tier that the API is offered on");
		wrong.throwIfAny();
		if (applicationId == null || apiId == null || draft.throttlingPolicy() == null) {
			throw new IllegalStateException("refused above");
		}
		Application application = this.consumers.application(user, applicationId);
		ApiVersion api = subscribable(user, apiId);
		Tier tier = tier(user, api, "throttlingPolicy", draft.throttlingPolicy());
		if (this.subscriptions.findByApplicationIdAndApiVersionId(applicationId, apiId).isPresent()) {
			throw new Conflict("apiId",
					"apiId: the application '" + application.name() + "' is subscribed to this API already");
		}
		return view(save(new Subscription(application, api, tier, this.clock.instant())));
	}

	/**
	 * Moves a subscription to another tier. Its status stays: who is blocked stays
	 * blocked.
	 * @param user who asks
	 * @param id the subscription
	 * @param tierName the name of a subscription tier
	 * @param ifMatch the entity tag that the change was made on, null for any
	 * @return the subscription
	 * @throws NotFound if none of the user's applications has one of this id
	 * @throws BadRequest if the API is not offered on the tier
	 * @throws Forbidden if the user's roles do not permit the tier
	 */
	public SubscriptionView changeTier(SignedInUser user, UUID id, @Nullable String tierName,
			@Nullable String ifMatch) {
		Subscription subscription = find(user, id);
		EntityTag.check(ifMatch, subscription.rowVersion());
		Tier tier = tier(user, subscription.apiVersion(), "throttlingPolicy", (tierName != null) ? tierName : "");
		subscription.changeTier(tier, this.clock.instant());
		return view(save(subscription));
	}

	/**
	 * Ends a subscription.
	 * @param user who asks
	 * @param id the subscription
	 * @param ifMatch the entity tag that the decision was made on, null for any
	 * @throws NotFound if none of the user's applications has one of this id
	 */
	public void unsubscribe(SignedInUser user, UUID id, @Nullable String ifMatch) {
		Subscription subscription = find(user, id);
		EntityTag.check(ifMatch, subscription.rowVersion());
		this.changes.remove(subscription.toSnapshot().key());
		this.subscriptions.delete(subscription);
	}

	private ApiVersion subscribable(SignedInUser user, UUID apiId) {
		LifecycleState state = this.catalogue.get(user, apiId).api().state();
		String inTheWay = switch (state) {
			case PUBLISHED -> "";
			case PROTOTYPED -> "a published API; this one is a prototype, which is called without a subscription";
			case DEPRECATED -> "a published API; this one is deprecated and takes no new subscriptions";
			case CREATED, BLOCKED, RETIRED -> "a published API";
		};
		if (!inTheWay.isEmpty()) {
			throw new BadRequest("apiId", apiId.toString(), inTheWay);
		}
		return this.apis.findById(apiId).orElseThrow(() -> NotFound.of("API", apiId));
	}

	private static Tier tier(SignedInUser user, ApiVersion api, String field, String name) {
		List<Tier> offered = api.tiers()
			.stream()
			.filter((tier) -> TierAccess.permits(tier.permission(), user.roles()))
			.toList();
		return api.tiers().stream().filter((tier) -> tier.name().equals(name)).findFirst().map((tier) -> {
			if (!offered.contains(tier)) {
				throw new Forbidden(
						"your roles do not permit the tier '" + name + "' (expected: " + names(offered) + ")");
			}
			return tier;
		})
			.orElseThrow(() -> new BadRequest(field, name,
					offered.isEmpty() ? "the API is offered on no tier that is open to you" : names(offered)));
	}

	private static String names(List<Tier> tiers) {
		return String.join(", ", tiers.stream().map(Tier::name).sorted().toList());
	}

	private Subscription save(Subscription subscription) {
		try {
			Subscription saved = this.subscriptions.saveAndFlush(subscription);
			this.changes.record(saved.toSnapshot());
			return saved;
		}
		catch (DataIntegrityViolationException ex) {
			// Somebody was faster than the look-up could see.
			throw Constraint.refusal(ex);
		}
	}

	private Subscription find(SignedInUser user, UUID id) {
		return this.subscriptions.findByIdAndApplicationOwnerId(id, this.consumers.account(user).getId())
			.orElseThrow(() -> NotFound.of("Subscription", id));
	}

	private org.springframework.data.domain.Page<Subscription> find(UUID owner, @Nullable UUID applicationId,
			@Nullable UUID apiId, Pageable part) {
		if (applicationId != null) {
			return (apiId != null)
					? this.subscriptions.findByApplicationOwnerIdAndApplicationIdAndApiVersionId(owner, applicationId,
							apiId, part)
					: this.subscriptions.findByApplicationOwnerIdAndApplicationId(owner, applicationId, part);
		}
		return (apiId != null) ? this.subscriptions.findByApplicationOwnerIdAndApiVersionId(owner, apiId, part)
				: this.subscriptions.findByApplicationOwnerId(owner, part);
	}

	private SubscriptionView view(Subscription subscription) {
		return views(List.of(subscription)).getFirst();
	}

	private List<SubscriptionView> views(List<Subscription> found) {
		List<ApplicationView> applications = this.applicationViews
			.of(found.stream().map(Subscription::application).toList());
		return IntStream.range(0, found.size()).mapToObj((i) -> {
			Subscription subscription = found.get(i);
			return new SubscriptionView(subscription.getId(), applications.get(i),
					SubscribedApi.of(subscription.apiVersion()), subscription.tier().name(), subscription.status(),
					subscription.rowVersion(), subscription.createdAt(), subscription.updatedAt());
		}).toList();
	}

}
