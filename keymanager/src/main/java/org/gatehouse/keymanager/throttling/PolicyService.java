package org.gatehouse.keymanager.throttling;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.db.tier.TierUses;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Policies of all kinds. What is changed is in force at the gateways at once.
 */
@Service
class PolicyService {

	/** How many users of a policy a refusal to delete it names. */
	private static final int NAMED = 10;

	private final TierRepository tiers;

	private final TierUses uses;

	private final PolicyRules rules;

	private final TenantRepository tenants;

	private final ChangeLog changes;

	private final Clock clock;

	PolicyService(TierRepository tiers, TierUses uses, PolicyRules rules, TenantRepository tenants, ChangeLog changes,
			Clock clock) {
		this.tiers = tiers;
		this.uses = uses;
		this.rules = rules;
		this.tenants = tenants;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists the policies of a kind.
	 * @param kind what they limit
	 * @return in the order of their names
	 */
	@Transactional(readOnly = true)
	public List<PolicyView> list(PolicyKind kind) {
		return this.tiers.findByLevelOrderByName(kind.level()).stream().map(PolicyView::of).toList();
	}

	/**
	 * Shows a policy.
	 * @param kind what it limits
	 * @param id which
	 * @return the policy
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public PolicyView get(PolicyKind kind, UUID id) {
		return PolicyView.of(found(kind, id));
	}

	/**
	 * Finds a policy by its name.
	 * @param kind what it limits
	 * @param name its name
	 * @return the policy
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public PolicyView named(PolicyKind kind, String name) {
		return this.tiers.findByLevelAndName(kind.level(), name)
			.map(PolicyView::of)
			.orElseThrow(() -> NotFound.of("policy", name));
	}

	/**
	 * Tells who has a policy.
	 * @param kind what it limits
	 * @param id which
	 * @param limit how many to name at most
	 * @return APIs, revisions, subscriptions or applications
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public TierUses.Uses uses(PolicyKind kind, UUID id, int limit) {
		return this.uses.of(found(kind, id), limit);
	}

	/**
	 * Makes a policy.
	 * @param kind what it limits
	 * @param design as typed
	 * @return the policy
	 * @throws BadRequest with every field that is wrong
	 * @throws Conflict if the kind has a policy of the name
	 */
	@Transactional
	public PolicyView create(PolicyKind kind, PolicyDesign design) {
		PolicyRules.Checked checked = this.rules.check(kind, design);
		if (this.tiers.findByLevelAndName(kind.level(), checked.name()).isPresent()) {
			throw new Conflict("policyName", "policyName: '" + checked.name() + "' is taken (expected: a name that no "
					+ kind.path() + " policy has)");
		}
		return store(new Tier(kind.level(), checked.name(), checked.limits().quota(), this.clock.instant()), checked);
	}

	/**
	 * Changes a policy; its name stays.
	 * @param kind what it limits
	 * @param id which
	 * @param design as typed
	 * @param ifMatch the version that the change was made on, null for any
	 * @return the policy
	 * @throws NotFound if there is none
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest with every field that is wrong
	 */
	@Transactional
	public PolicyView update(PolicyKind kind, UUID id, PolicyDesign design, @Nullable String ifMatch) {
		Tier tier = found(kind, id);
		EntityTag.check(ifMatch, tier.rowVersion());
		PolicyRules.Checked checked = this.rules.check(kind, design);
		if (!checked.name().equals(tier.name())) {
			throw new BadRequest("policyName", checked.name(), "'" + tier.name() + "', for a policy keeps its name");
		}
		return store(tier, checked);
	}

	private PolicyView store(Tier tier, PolicyRules.Checked checked) {
		Instant now = this.clock.instant();
		tier.describe(checked.displayName(), checked.description(), now);
		tier.limit(checked.limits(), now);
		tier.permit(checked.permission(), new HashSet<>(checked.roles()), now);
		Tier stored = this.tiers.saveAndFlush(tier);
		this.changes.record(stored.toSnapshot(domain()));
		return PolicyView.of(stored);
	}

	/**
	 * Deletes a policy that nobody has.
	 * @param kind what it limits
	 * @param id which
	 * @param ifMatch the version that the caller has read, null for any
	 * @throws NotFound if there is none
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws Conflict naming those who have it
	 */
	@Transactional
	public void delete(PolicyKind kind, UUID id, @Nullable String ifMatch) {
		Tier tier = this.tiers.lock(id)
			.filter((one) -> one.level() == kind.level())
			.orElseThrow(() -> NotFound.of("policy", id));
		EntityTag.check(ifMatch, tier.rowVersion());
		if (tier.name().equals(Tier.UNLIMITED)) {
			throw new Conflict("policy " + tier.name()
					+ " stays (expected: another one; it is what everything has that no other is chosen for)");
		}
		TierUses.Uses found = this.uses.of(tier, NAMED);
		if (!found.isEmpty()) {
			throw new Conflict("policy " + tier.name() + " is in use (expected: by nobody): " + found.inWords());
		}
		this.tiers.delete(tier);
		this.tiers.flush();
		this.changes.remove(tier.toSnapshot(domain()).key());
	}

	private String domain() {
		return this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
	}

	private Tier found(PolicyKind kind, UUID id) {
		return this.tiers.findById(id)
			.filter((tier) -> tier.level() == kind.level())
			.orElseThrow(() -> NotFound.of("policy", id));
	}

}
