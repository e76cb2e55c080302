package org.gatehouse.publisher.tiers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.publisher.scopes.RoleNames;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tiers of all levels. A changed quota is in force at the gateways at once.
 */
@Service
public class TierService {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

	private static final long LONGEST_WINDOW = Duration.ofDays(366).toSeconds();

	private final TierRepository tiers;

	private final RoleNames roles;

	private final TenantRepository tenants;

	private final ChangeLog changes;

	private final Clock clock;

	TierService(TierRepository tiers, RoleNames roles, TenantRepository tenants, ChangeLog changes, Clock clock) {
		this.tiers = tiers;
		this.roles = roles;
		this.tenants = tenants;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists the tiers of a level.
	 * @param level what they limit
	 * @return in the order of their names
	 */
	@Transactional(readOnly = true)
	public List<TierView> list(TierLevel level) {
		return this.tiers.findByLevelOrderByName(level).stream().map(TierService::view).toList();
	}

	/**
	 * Finds a tier by name.
	 * @param level what it limits
	 * @param name its name
	 * @return the tier
	 * @throws NotFound if there is no such tier
	 */
	@Transactional(readOnly = true)
	public TierView get(TierLevel level, String name) {
		return this.tiers.findByLevelAndName(level, name)
			.map(TierService::view)
			.orElseThrow(() -> NotFound.of("tier", name));
	}

	/**
	 * Finds a tier.
	 * @param level what it limits
	 * @param id the tier
	 * @return the tier
	 * @throws NotFound if there is no such tier
	 */
	@Transactional(readOnly = true)
	public TierView get(TierLevel level, UUID id) {
		return view(found(level, id));
	}

	/**
	 * Makes a tier that everybody may use.
	 * @param level what it limits
	 * @param design as typed
	 * @return the tier
	 * @throws BadRequest with every field that is wrong
	 * @throws Conflict if the level has a tier of the name
	 */
	@Transactional
	public TierView create(TierLevel level, TierDesign design) {
		Quota quota = checked(design);
		if (this.tiers.findByLevelAndName(level, design.name()).isPresent()) {
			throw new Conflict("policyName", "policyName: a tier '" + design.name() + "' exists already");
		}
		return store(new Tier(level, design.name(), quota, this.clock.instant()), design, quota);
	}

	/**
	 * Changes a tier; its name stays.
	 * @param level what it limits
	 * @param id the tier
	 * @param design as typed
	 * @param ifMatch the entity tag of what the caller has read; null to overwrite
	 * whatever there is
	 * @return the tier
	 * @throws NotFound if there is no such tier
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest with every field that is wrong
	 */
	@Transactional
	public TierView update(TierLevel level, UUID id, TierDesign design, @Nullable String ifMatch) {
		Tier tier = found(level, id);
		EntityTag.check(ifMatch, tier.rowVersion());
		if (!design.name().equals(tier.name())) {
			throw new BadRequest("policyName", design.name(), "'" + tier.name() + "', unchanged");
		}
		return store(tier, design, checked(design));
	}

	/**
	 * Changes who may subscribe on a tier.
	 * @param level what it limits
	 * @param id the tier
	 * @param permission what the roles get; null to let everybody use the tier
	 * @param roleNames names of roles
	 * @return the tier
	 * @throws NotFound if there is no such tier
	 * @throws BadRequest if a role is unknown
	 */
	@Transactional
	public TierView permit(TierLevel level, UUID id, Tier.@Nullable PermissionType permission, List<String> roleNames) {
		Tier tier = found(level, id);
		BadRequest.Collector problems = BadRequest.collect();
		List<Role> named = this.roles.resolve("permissions.roles", roleNames, problems);
		problems.throwIfAny();
		tier.permit(permission, new HashSet<>(named), this.clock.instant());
		return view(this.tiers.saveAndFlush(tier));
	}

	private TierView store(Tier tier, TierDesign design, Quota quota) {
		Instant now = this.clock.instant();
		String displayName = design.displayName();
		tier.describe((displayName == null || displayName.isBlank()) ? design.name() : displayName,
				design.description(), now);
		tier.limit(quota, design.stopOnQuotaReach(), now);
		Tier stored = this.tiers.saveAndFlush(tier);
		this.changes
			.record(stored.toSnapshot(this.tenants.findById(TenantContext.current().value()).orElseThrow().domain()));
		return view(stored);
	}

	private static Quota checked(TierDesign design) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(NAME.matcher(design.name()).matches(), "policyName", design.name(),
				"1 to 60 letters, digits and _.-");
		Long count = design.requestCount();
		Long window = design.windowSeconds();
		Quota quota = new Quota.Unlimited();
		if (count != null || window != null) {
			boolean countFits = count != null && count >= 1;
			boolean windowFits = window != null && window >= 1 && window <= LONGEST_WINDOW;
			problems.require(countFits, "defaultLimit.requestCount.requestCount", String.valueOf(count), "1 or more");
			problems.require(windowFits, "defaultLimit.requestCount.unitTime", String.valueOf(window),
					"1 second to 366 days");
			if (count != null && window != null && countFits && windowFits) {
				quota = new Quota.Requests(count, Duration.ofSeconds(window));
			}
		}
		problems.throwIfAny();
		return quota;
	}

	private Tier found(TierLevel level, UUID id) {
		return this.tiers.findById(id).filter(tier -> tier.level() == level).orElseThrow(() -> NotFound.of("tier", id));
	}

	private static TierView view(Tier tier) {
		return new TierView(tier.getId(), tier.level(), tier.name(), tier.displayName(), tier.description(),
				tier.quota(), tier.stopsOnQuotaReach(), tier.permission(), tier.rowVersion(), tier.updatedAt());
	}

}
