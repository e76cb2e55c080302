package org.gatehouse.keymanager.templates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.web.policies.ApiTemplates;
import org.gatehouse.web.rest.NotFound;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows what the chains of an API are with a template around them.
 */
@Service
public class TemplatePreviews {

	private static final int MOST = 200;

	private final ApiVersionRepository versions;

	TemplatePreviews(ApiVersionRepository versions) {
		this.versions = versions;
	}

	/**
	 * The chains of an operation.
	 *
	 * @param operation its method and path
	 * @param chains the policies in the order in which they act, by list
	 */
	public record Chains(String operation, Map<String, List<PolicyUse>> chains) {

	}

	/**
	 * Lists API versions to choose from.
	 * @return names and versions by id, the newest first
	 */
	@Transactional(readOnly = true)
	public Map<String, String> choices() {
		Map<String, String> choices = new LinkedHashMap<>();
		this.versions.findAll(PageRequest.of(0, MOST, Sort.by(Sort.Direction.DESC, "createdAt")))
			.forEach((version) -> choices.put(version.getId().toString(),
					version.api().name() + " " + version.version()));
		return choices;
	}

	/**
	 * Shows the chains of an API version.
	 * @param id the API version
	 * @param template the template, in force or not
	 * @return the chains of each operation
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<Chains> of(UUID id, Mediation template) {
		ApiVersion version = this.versions.findWithOperations(id).orElseThrow(() -> NotFound.of("API", id));
		List<Chains> all = new ArrayList<>();
		version.operations().forEach((operation) -> {
			Mediation chain = ApiTemplates.around(template, version.runtime().mediation(),
					operation.runtime().mediation());
			Map<String, List<PolicyUse>> lists = new LinkedHashMap<>();
			for (Flow flow : Flow.values()) {
				lists.put(flow.wireName(), PolicyCheck.of(chain, flow));
			}
			all.add(new Chains(operation.verb() + " " + operation.pattern(), lists));
		});
		return all;
	}

}
