package org.gatehouse.publisher.policies;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.mediation.Catalogue;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.web.policies.ComposedPolicies;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Forbidden;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The catalogue and what a tenant has composed beside it.
 */
@Service
class PolicyService {

	private final ComposedPolicies composed;

	private final ApiVersionRepository versions;

	PolicyService(ComposedPolicies composed, ApiVersionRepository versions) {
		this.composed = composed;
		this.versions = versions;
	}

	/** The catalogue's, then those that the tenant has composed for all its APIs. */
	@Transactional(readOnly = true)
	public List<PolicyData> common() {
		return Stream
			.concat(Catalogue.all().stream().map(PolicyData::of), this.composed.list(null).stream().map(PolicyData::of))
			.toList();
	}

	@Transactional(readOnly = true)
	public List<PolicyData> ofApi(UUID apiVersionId) {
		requireApi(apiVersionId);
		return this.composed.list(apiVersionId).stream().map(PolicyData::of).toList();
	}

	@Transactional(readOnly = true)
	public PolicyData get(@Nullable UUID apiVersionId, UUID id) {
		Optional<PolicySpec> spec = (apiVersionId == null) ? shipped(id) : Optional.empty();
		return spec.map(PolicyData::of).orElseGet(() -> PolicyData.of(stored(apiVersionId, id)));
	}

	/** What a policy is made of; one of the catalogue's shows its parameters only. */
	@Transactional(readOnly = true)
	public PolicySpecification specification(@Nullable UUID apiVersionId, UUID id) {
		Optional<PolicySpec> spec = (apiVersionId == null) ? shipped(id) : Optional.empty();
		return spec.map(PolicySpecification::of).orElseGet(() -> PolicySpecification.of(stored(apiVersionId, id)));
	}

	/** The same of a common policy, by its name and version. */
	@Transactional(readOnly = true)
	public PolicySpecification specification(String name, String version) {
		PolicySpec spec = Catalogue.find(name, version);
		if (spec != null) {
			return PolicySpecification.of(spec);
		}
		return this.composed.list(null)
			.stream()
			.filter(stored -> stored.composition().spec().name().equals(name)
					&& stored.composition().spec().version().equals(version))
			.findFirst()
			.map(PolicySpecification::of)
			.orElseThrow(() -> NotFound.of("policy", name + " " + version));
	}

	private ComposedPolicies.Stored stored(@Nullable UUID apiVersionId, UUID id) {
		if (apiVersionId != null) {
			requireApi(apiVersionId);
		}
		return this.composed.get(apiVersionId, id);
	}

	@Transactional
	public PolicyData add(@Nullable UUID apiVersionId, JsonNode content) {
		if (apiVersionId != null) {
			requireApi(apiVersionId);
		}
		return PolicyData.of(this.composed.add(apiVersionId, content));
	}

	@Transactional
	public PolicyData imported(JsonNode content) {
		JsonNode data = content.path("data").isObject() ? content.path("data") : content;
		String name = data.path("name").asString("");
		String version = data.path("version").asString("");
		if (Catalogue.find(name, version) != null) {
			throw new Conflict("policy: '" + name + "' " + version + " is one of the catalogue's");
		}
		return add(null, content);
	}

	@Transactional
	public void delete(@Nullable UUID apiVersionId, UUID id) {
		if (apiVersionId != null) {
			requireApi(apiVersionId);
		}
		else if (shipped(id).isPresent()) {
			throw new Forbidden("policy " + id + " is one of the catalogue's, which nobody can delete");
		}
		this.composed.delete(apiVersionId, id);
	}

	private static Optional<PolicySpec> shipped(UUID id) {
		return Catalogue.all().stream().filter(spec -> spec.id().equals(id)).findFirst();
	}

	private void requireApi(UUID apiVersionId) {
		if (this.versions.findWithOperations(apiVersionId).isEmpty()) {
			throw NotFound.of("API", apiVersionId);
		}
	}

}
