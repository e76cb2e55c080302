package org.gatehouse.web.policies;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.db.policy.ComposedPolicy;
import org.gatehouse.db.policy.ComposedPolicyRepository;
import org.gatehouse.db.tenant.TenantSettingRepository;
import org.gatehouse.mediation.Composition;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyParameter;
import org.gatehouse.mediation.PolicyProblem;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.mediation.Shelf;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.FieldError;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The policies that a tenant has composed of the catalogue's. One is never changed: who
 * wants it different adds another version.
 */
@Service
public class ComposedPolicies {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int MOST = 200;

	private final ComposedPolicyRepository policies;

	private final TenantSettingRepository settings;

	private final Clock clock;

	ComposedPolicies(ComposedPolicyRepository policies, TenantSettingRepository settings, Clock clock) {
		this.settings = settings;
		this.policies = policies;
		this.clock = clock;
	}

	/**
	 * A stored composition.
	 *
	 * @param id what it is known by
	 * @param ofApi true where it belongs to one API version
	 * @param composition what it is
	 * @param content the JSON that it was made of
	 */
	public record Stored(UUID id, boolean ofApi, Composition composition, String content) {

	}

	/**
	 * Lists compositions.
	 * @param apiVersionId the API version whose own are listed, null for those of all
	 * @return by name and version
	 */
	@Transactional(readOnly = true)
	public List<Stored> list(@Nullable UUID apiVersionId) {
		List<ComposedPolicy> found = (apiVersionId == null)
				? this.policies.findByApiVersionIdIsNullOrderByNameAscVersionAsc()
				: this.policies.findByApiVersionIdOrderByNameAscVersionAsc(apiVersionId);
		return found.stream().map(ComposedPolicies::stored).toList();
	}

	/**
	 * Finds a composition.
	 * @param apiVersionId the API version whose own it is, null for one of all
	 * @param id what it is known by
	 * @return the composition
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Stored get(@Nullable UUID apiVersionId, UUID id) {
		return stored(found(apiVersionId, id));
	}

	/**
	 * The compositions that an API version may use: its own before those of all.
	 * @param apiVersionId the API version, null for those of all alone
	 * @return finds them by name and version
	 */
	@Transactional(readOnly = true)
	public Shelf shelf(@Nullable UUID apiVersionId) {
		Map<String, Composition> known = new LinkedHashMap<>();
		list(null).forEach((stored) -> known.put(key(stored), stored.composition()));
		if (apiVersionId != null) {
			list(apiVersionId).forEach((stored) -> known.put(key(stored), stored.composition()));
		}
		return (name, version) -> known.get(name + " " + version);
	}

	private static String key(Stored stored) {
		return stored.composition().spec().name() + " " + stored.composition().spec().version();
	}

	/**
	 * Adds a composition.
	 * @param apiVersionId the API version that alone may use it, null for all
	 * @param content its specification as it was read from JSON or YAML, with or without
	 * a wrapping {@code data}
	 * @return the composition
	 * @throws BadRequest with everything that is wrong
	 * @throws Conflict if name and version are taken
	 */
	@Transactional
	public Stored add(@Nullable UUID apiVersionId, JsonNode content) {
		JsonNode data = content.path("data").isObject() ? content.path("data") : content;
		Composition composition = read(data);
		List<PolicyProblem> problems = composition.check();
		if (!problems.isEmpty()) {
			throw new BadRequest(problems.stream()
				.map((problem) -> new FieldError(problem.field(), problem.value(), problem.expected()))
				.toList());
		}
		PolicySpec spec = composition.spec();
		List<Stored> present = list(apiVersionId);
		if (present.size() >= MOST) {
			throw new BadRequest("name", spec.name(), "at most " + MOST + " policies");
		}
		if (present.stream().anyMatch((stored) -> key(stored).equals(spec.name() + " " + spec.version()))) {
			throw new Conflict("policy: '" + spec.name() + "' " + spec.version() + " exists already");
		}
		return stored(this.policies.saveAndFlush(new ComposedPolicy(apiVersionId, spec.name(), spec.version(),
				JSON.writeValueAsString(data), this.clock.instant())));
	}

	/**
	 * Gives an API version the compositions of another.
	 * @param apiVersionId the API version that has them
	 * @param copyId the API version that has none yet
	 */
	@Transactional
	public void copy(UUID apiVersionId, UUID copyId) {
		this.policies.findByApiVersionIdOrderByNameAscVersionAsc(apiVersionId)
			.forEach((policy) -> this.policies.save(new ComposedPolicy(copyId, policy.name(), policy.version(),
					policy.content(), this.clock.instant())));
	}

	/**
	 * Removes a composition that nobody uses. What was deployed with it goes on.
	 * @param apiVersionId the API version whose own it is, null for one of all
	 * @param id what it is known by
	 * @throws NotFound if there is none
	 * @throws Conflict if a working copy uses it
	 */
	@Transactional
	public void delete(@Nullable UUID apiVersionId, UUID id) {
		ComposedPolicy policy = found(apiVersionId, id);
		long uses = (apiVersionId == null) ? this.policies.countUses(policy.name(), policy.version())
				: this.policies.countUses(policy.name(), policy.version(), apiVersionId);
		if (apiVersionId == null && ApiTemplates.read(this.settings).has(policy.name(), policy.version())) {
			throw new Conflict("policy: '" + policy.name() + "' " + policy.version()
					+ " is in use in the API template (expected: remove it there first)");
		}
		if (uses > 0) {
			throw new Conflict("policy: '" + policy.name() + "' " + policy.version() + " is in use at " + uses
					+ " places (expected: remove it there first)");
		}
		this.policies.delete(policy);
	}

	private ComposedPolicy found(@Nullable UUID apiVersionId, UUID id) {
		return ((apiVersionId == null) ? this.policies.findByIdAndApiVersionIdIsNull(id)
				: this.policies.findByIdAndApiVersionId(id, apiVersionId))
			.orElseThrow(() -> NotFound.of("policy", id));
	}

	private static Stored stored(ComposedPolicy policy) {
		return new Stored(policy.getId(), policy.apiVersionId() != null, read(JSON.readTree(policy.content())),
				policy.content());
	}

	private static Composition read(JsonNode data) {
		BadRequest.Collector problems = BadRequest.collect();
		if (!data.isObject()) {
			throw new BadRequest("policySpecFile", null, "an object in JSON or YAML");
		}
		String name = data.path("name").asString("");
		Set<Flow> flows = EnumSet.noneOf(Flow.class);
		data.path("applicableFlows").values().forEach((flow) -> flows.add(flow(flow.asString(""), problems)));
		List<PolicyParameter> parameters = new ArrayList<>();
		JsonNode attributes = data.path("policyAttributes");
		for (int i = 0; i < attributes.size(); i++) {
			parameters.add(parameter(attributes.get(i), "policyAttributes[" + i + "]", problems));
		}
		List<PolicyUse> uses = PolicyUses.list(data.path("policies"), "policies", problems);
		problems.throwIfAny();
		return new Composition(new PolicySpec(name, data.path("version").asString("v1"),
				data.path("displayName").asString(name), data.path("description").asString(""),
				data.path("category").asString("Mediation"), flows, parameters, false), uses);
	}

	private static Flow flow(String name, BadRequest.Collector problems) {
		for (Flow flow : Flow.values()) {
			if (flow.wireName().equals(name.toLowerCase(Locale.ROOT))) {
				return flow;
			}
		}
		problems.reject("applicableFlows", name, "request, response or fault");
		return Flow.REQUEST;
	}

	private static PolicyParameter parameter(JsonNode attribute, String place, BadRequest.Collector problems) {
		String name = attribute.path("name").asString("");
		problems.require(name.matches("[A-Za-z][A-Za-z0-9_]{0,59}"), place + ".name", name,
				"1 to 60 letters, digits and _");
		String type = attribute.path("type").asString("String").toUpperCase(Locale.ROOT);
		problems.require(Set.of("STRING", "INTEGER", "BOOLEAN", "ENUM").contains(type), place + ".type", type,
				"String, Integer, Boolean or Enum");
		List<String> allowed = new ArrayList<>();
		attribute.path("allowedValues").values().forEach((value) -> allowed.add(value.asString("")));
		String regex = attribute.path("validationRegex").asString("");
		String otherwise = attribute.path("defaultValue").asString("");
		return new PolicyParameter(name, attribute.path("displayName").asString(name),
				attribute.path("description").asString(""),
				Set.of("INTEGER", "BOOLEAN", "ENUM").contains(type) ? PolicyParameter.Type.valueOf(type)
						: PolicyParameter.Type.STRING,
				attribute.path("required").asBoolean(false), otherwise.isEmpty() ? null : otherwise, allowed,
				-999_999_999_999L, 999_999_999_999L, regex.isEmpty() ? null : regex);
	}

}
