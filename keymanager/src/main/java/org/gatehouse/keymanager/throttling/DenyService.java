package org.gatehouse.keymanager.throttling;

import java.time.Clock;
import java.util.UUID;

import org.gatehouse.common.tier.Denied;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.db.deny.DeniedThings;
import org.gatehouse.db.deny.DenyRule;
import org.gatehouse.db.deny.DenyRuleRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deny rules. What is changed is in force at the gateways at once.
 */
@Service
class DenyService {

	private static final String VALUE = "conditionValue";

	private final DenyRuleRepository rules;

	private final DeniedThings things;

	private final TenantRepository tenants;

	private final ChangeLog changes;

	private final Clock clock;

	DenyService(DenyRuleRepository rules, DeniedThings things, TenantRepository tenants, ChangeLog changes,
			Clock clock) {
		this.rules = rules;
		this.things = things;
		this.tenants = tenants;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Finds rules.
	 * @param kind what they are about, null for anything
	 * @param value a part of what people know that by, empty for anything
	 * @param page which part of the list
	 * @return in the order of their kinds and values
	 */
	@Transactional(readOnly = true)
	public Page<DenyView> search(DenyRule.@Nullable Kind kind, String value, Pageable page) {
		String literal = value.replace("!", "!!").replace("%", "!%").replace("_", "!_");
		return this.rules.search(kind, literal, page).map(DenyView::of);
	}

	/**
	 * Shows a rule.
	 * @param id which
	 * @return the rule
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public DenyView get(UUID id) {
		return DenyView.of(found(id));
	}

	/**
	 * Adds a rule.
	 * @param design as typed
	 * @return the rule
	 * @throws BadRequest if there is no such API or application
	 * @throws Conflict if there is the rule already
	 */
	@Transactional
	public DenyView add(DenyDesign design) {
		DeniedThings.Found found = denied(design);
		if (this.rules.existsByKindAndValueAndInverted(design.kind(), found.value(), design.inverted())) {
			throw new Conflict(VALUE, VALUE + ": '" + found.value()
					+ "' has a rule already (expected: one that has none; switch that rule on or off)");
		}
		return store(new DenyRule(design.kind(), found.value(), design.inverted(), found.denied(), design.active(),
				this.clock.instant()));
	}

	private DeniedThings.Found denied(DenyDesign design) {
		String value = design.value();
		return switch (design.kind()) {
			case API -> this.things.api(value)
				.orElseThrow(() -> new BadRequest(VALUE, value, "context and version of an API, as in /news/1.0.0"));
			case APPLICATION -> this.things.application(value)
				.orElseThrow(
						() -> new BadRequest(VALUE, value, "owner and name of an application, as in alice:Reader"));
			case USER -> user(value);
			case IP, IPRANGE -> addresses(design);
		};
	}

	private static DeniedThings.Found addresses(DenyDesign design) {
		IpRange range = design.range();
		if (range == null) {
			throw new BadRequest(VALUE, design.value(), "addresses");
		}
		return new DeniedThings.Found(range.toString(), new Denied.Address(range, design.inverted()));
	}

	/** Users are known here without their tenant, which WSO2 API Manager writes too. */
	private DeniedThings.Found user(String value) {
		String domain = "@" + this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
		String name = value.endsWith(domain) ? value.substring(0, value.length() - domain.length()) : value;
		if (name.isBlank() || name.length() > 255 || name.chars().anyMatch(Character::isISOControl)) {
			throw new BadRequest(VALUE, value, "the name of a user");
		}
		return new DeniedThings.Found(name, new Denied.User(name));
	}

	/**
	 * Switches a rule on or off.
	 * @param id which
	 * @param active whether it shall be in force
	 * @param ifMatch the version that the caller has read, null for any
	 * @return the rule
	 * @throws NotFound if there is none
	 */
	@Transactional
	public DenyView activate(UUID id, boolean active, @Nullable String ifMatch) {
		DenyRule rule = found(id);
		EntityTag.check(ifMatch, rule.rowVersion());
		rule.activate(active, this.clock.instant());
		return store(rule);
	}

	private DenyView store(DenyRule rule) {
		DenyRule stored = this.rules.saveAndFlush(rule);
		this.changes.record(stored.toSnapshot());
		return DenyView.of(stored);
	}

	/**
	 * Deletes a rule.
	 * @param id which
	 * @param ifMatch the version that the caller has read, null for any
	 * @throws NotFound if there is none
	 */
	@Transactional
	public void delete(UUID id, @Nullable String ifMatch) {
		DenyRule rule = found(id);
		EntityTag.check(ifMatch, rule.rowVersion());
		this.rules.delete(rule);
		this.rules.flush();
		this.changes.remove(rule.toSnapshot().key());
	}

	private DenyRule found(UUID id) {
		return this.rules.findById(id).orElseThrow(() -> NotFound.of("deny policy", id));
	}

}
