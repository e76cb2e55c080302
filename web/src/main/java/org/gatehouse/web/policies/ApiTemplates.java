package org.gatehouse.web.policies;

import java.util.Arrays;
import java.util.List;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.db.tenant.TenantSetting;
import org.gatehouse.db.tenant.TenantSettingRepository;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.PolicyProblem;
import org.gatehouse.mediation.Shelf;
import org.gatehouse.web.rest.BadRequest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tenant's API template: the policies around those of every API. A change is in force
 * at once for all that are deployed; a bad one is refused and the present one stays.
 */
@Service
public class ApiTemplates {

	private static final String SETTING = "api-template";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final TenantSettingRepository settings;

	private final TenantRepository tenants;

	private final ComposedPolicies composed;

	private final ChangeLog changes;

	ApiTemplates(TenantSettingRepository settings, TenantRepository tenants, ComposedPolicies composed,
			ChangeLog changes) {
		this.settings = settings;
		this.tenants = tenants;
		this.composed = composed;
		this.changes = changes;
	}

	/**
	 * The template.
	 * @return its uses of policies, none where nobody has edited it
	 */
	@Transactional(readOnly = true)
	public Mediation get() {
		return read(this.settings);
	}

	static Mediation read(TenantSettingRepository settings) {
		return settings.findByName(SETTING)
			.map((setting) -> JSON.readValue(setting.value(), Mediation.class))
			.orElse(Mediation.DEFAULT);
	}

	/**
	 * Checks a template without putting it in force.
	 * @param template uses of policies
	 * @return everything that is wrong, empty where nothing is
	 */
	@Transactional(readOnly = true)
	public List<PolicyProblem> check(Mediation template) {
		return PolicyCheck.check(template, this.composed.shelf(null), false);
	}

	/**
	 * Puts a template in force.
	 * @param template uses of policies
	 * @throws BadRequest with everything that is wrong
	 */
	@Transactional
	public void change(Mediation template) {
		BadRequest.Collector problems = BadRequest.collect();
		PolicyUses.reject(check(template), "policyMapping", problems);
		problems.throwIfAny();
		TenantSetting setting = this.settings.findByName(SETTING).orElseGet(() -> new TenantSetting(SETTING, ""));
		setting.change(JSON.writeValueAsString(template));
		this.settings.saveAndFlush(setting);
		Shelf shelf = this.composed.shelf(null);
		String domain = this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
		this.changes.record(new SnapshotEntry.ApiTemplate(domain, PolicyCheck.expand(template, shelf)));
	}

	/**
	 * Shows what an API's chain is with a template around it.
	 * @param template the template, in force or not
	 * @param api what the API says
	 * @param operation what the operation says
	 * @return all uses in the order in which they act
	 */
	public static Mediation around(Mediation template, Mediation api, Mediation operation) {
		return new Mediation(joined(template.request(), api.request(), operation.request()),
				joined(operation.response(), api.response(), template.response()),
				joined(operation.fault(), api.fault(), template.fault()));
	}

	@SafeVarargs
	private static <T> List<T> joined(List<T>... lists) {
		return Arrays.stream(lists).flatMap(List::stream).toList();
	}

}
