package org.gatehouse.store.applications;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.application.ApiKeyRepository;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Consumers' applications.
 */
@Service
@Transactional
public class ApplicationService {

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_DESCRIPTION = 512;

	private final Consumers consumers;

	private final ApplicationRepository applications;

	private final SubscriptionRepository subscriptions;

	private final OAuthClientRepository clients;

	private final ApiKeyRepository apiKeys;

	private final TokenRevocation revocation;

	private final TierRepository tiers;

	private final ApplicationViews views;

	private final ChangeLog changes;

	private final Clock clock;

	ApplicationService(Consumers consumers, ApplicationRepository applications, SubscriptionRepository subscriptions,
			OAuthClientRepository clients, ApiKeyRepository apiKeys, TokenRevocation revocation, TierRepository tiers,
			ApplicationViews views, ChangeLog changes, Clock clock) {
		this.consumers = consumers;
		this.applications = applications;
		this.subscriptions = subscriptions;
		this.clients = clients;
		this.apiKeys = apiKeys;
		this.revocation = revocation;
		this.tiers = tiers;
		this.views = views;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists a user's applications.
	 * @param user who asks
	 * @param query which of them
	 * @param page which part of the list
	 * @return the applications
	 */
	@Transactional(readOnly = true)
	public Page<ApplicationView> list(SignedInUser user, ApplicationQuery query, PageRequest page) {
		UserAccount owner = this.consumers.account(user);
		var found = this.applications.findByOwnerIdAndNameContainingIgnoreCase(owner.getId(), query.name(),
				new OffsetPage(page.offset(), page.limit(), query.sort()));
		return Page.of(this.views.of(found.getContent()), page, found.getTotalElements());
	}

	/**
	 * Shows an application.
	 * @param user who asks
	 * @param id the application
	 * @return the application
	 * @throws NotFound if the user has none of this id
	 */
	@Transactional(readOnly = true)
	public ApplicationView get(SignedInUser user, UUID id) {
		return this.views.of(this.consumers.application(user, id));
	}

	/**
	 * Makes an application.
	 * @param user its owner
	 * @param draft what it is to be
	 * @return the application
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the user has one of this name
	 */
	public ApplicationView create(SignedInUser user, ApplicationDraft draft) {
		UserAccount owner = this.consumers.subscriber(user);
		Checked checked = check(draft);
		requireFree(owner, checked.name(), null);
		Application application = new Application(owner, checked.name(), checked.tier(), draft.tokenFormat(),
				this.clock.instant());
		application.change(checked.name(), checked.description(), checked.tier(), draft.tokenFormat(),
				this.clock.instant());
		return this.views.of(save(application));
	}

	/**
	 * Changes an application. A new tier is in force at the gateways at once, a new token
	 * format for the tokens that are made from now on.
	 * @param user who asks
	 * @param id the application
	 * @param draft what it is to be
	 * @param ifMatch the entity tag that the change was made on, null for any
	 * @return the application
	 * @throws NotFound if the user has none of this id
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the user has another one of this name
	 */
	public ApplicationView update(SignedInUser user, UUID id, ApplicationDraft draft, @Nullable String ifMatch) {
		Application application = this.consumers.application(user, id);
		EntityTag.check(ifMatch, application.rowVersion());
		Checked checked = check(draft);
		requireFree(application.owner(), checked.name(), id);
		if (application.tokenFormat() != draft.tokenFormat()) {
			for (OAuthClient client : this.clients.findByApplicationIdOrderByKeyType(id)) {
				client.issue(draft.tokenFormat());
				this.changes.record(client.toSnapshot());
			}
		}
		application.change(checked.name(), checked.description(), checked.tier(), draft.tokenFormat(),
				this.clock.instant());
		return this.views.of(save(application));
	}

	/**
	 * Removes an application with its keys, tokens and subscriptions.
	 * @param user who asks
	 * @param id the application
	 * @param ifMatch the entity tag that the decision was made on, null for any
	 * @throws NotFound if the user has none of this id
	 */
	public void delete(SignedInUser user, UUID id, @Nullable String ifMatch) {
		Application application = this.consumers.application(user, id);
		EntityTag.check(ifMatch, application.rowVersion());
		for (OAuthClient client : this.clients.findByApplicationIdOrderByKeyType(id)) {
			this.revocation.revokeAllOf(client);
			this.changes.remove(client.toSnapshot().key());
			this.clients.delete(client);
		}
		this.apiKeys.findByApplicationId(id).forEach((key) -> {
			this.changes.remove(key.toSnapshot().key());
			this.apiKeys.delete(key);
		});
		this.subscriptions.findByApplicationId(id).forEach((subscription) -> {
			this.changes.remove(subscription.toSnapshot().key());
			this.subscriptions.delete(subscription);
		});
		this.changes.remove(application.toSnapshot().key());
		this.applications.delete(application);
	}

	private Application save(Application application) {
		try {
			Application saved = this.applications.saveAndFlush(application);
			this.changes.record(saved.toSnapshot());
			return saved;
		}
		catch (DataIntegrityViolationException ex) {
			// Somebody was faster than requireFree could see.
			throw Constraint.refusal(ex);
		}
	}

	private void requireFree(UserAccount owner, String name, @Nullable UUID except) {
		this.applications.findByOwnerIdAndNameIgnoreCase(owner.getId(), name)
			.filter((other) -> !other.getId().equals(except))
			.ifPresent((other) -> {
				throw new Conflict("name", "name: you have an application '" + other.name() + "' already");
			});
	}

	private Checked check(ApplicationDraft draft) {
		String name = (draft.name() != null) ? draft.name().strip() : "";
		String tierName = (draft.throttlingPolicy() != null) ? draft.throttlingPolicy() : "";
		String description = (draft.description() != null && !draft.description().isBlank()) ? draft.description()
				: null;
		Tier tier = this.tiers.findByLevelAndName(TierLevel.APPLICATION, tierName).orElse(null);
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(
				!name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl),
				"name", draft.name(), "1 to " + LONGEST_NAME + " printable characters");
		wrong.require(description == null || description.length() <= LONGEST_DESCRIPTION, "description", description,
				"at most " + LONGEST_DESCRIPTION + " characters");
		if (tier == null) {
			wrong.reject("throttlingPolicy", draft.throttlingPolicy(), expectedTiers());
		}
		wrong.throwIfAny();
		return new Checked(name, Objects.requireNonNull(tier), description);
	}

	private String expectedTiers() {
		return this.tiers.findByLevelOrderByName(TierLevel.APPLICATION)
			.stream()
			.map(Tier::name)
			.collect(Collectors.joining(", "));
	}

	private record Checked(String name, Tier tier, @Nullable String description) {

	}

}
