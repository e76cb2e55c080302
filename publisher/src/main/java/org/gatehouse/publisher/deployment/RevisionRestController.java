package org.gatehouse.publisher.deployment;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The contract's revisions and deployments.
 */
@RestApi("/api/am/publisher/v4/apis/{apiId}")
class RevisionRestController {

	private final RevisionService service;

	private final WebProperties properties;

	RevisionRestController(RevisionService service, WebProperties properties) {
		this.service = service;
		this.properties = properties;
	}

	/** The contract's {@code APIRevision}. */
	record RevisionBody(String id, String displayName, String description, String createdTime,
			Map<String, String> apiInfo, List<DeploymentBody> deploymentInfo) {

	}

	/** A list without pages, as the contract has it for revisions. */
	record RevisionList(int count, List<RevisionBody> list) {

	}

	/**
	 * The contract's {@code APIRevisionDeployment}, and how far it has come: the revision
	 * of the change feed, the gateways, and the milliseconds of the slowest.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DeploymentBody(String revisionUuid, String name, String status, String vhost, boolean displayOnDevportal,
			String deployedTime, @Nullable String successDeployedTime, int revisionNumber, long liveGatewayCount,
			long deployedGatewayCount, long failedGatewayCount, long feedRevision, boolean live,
			@Nullable Long milliseconds, List<DeploymentStatus.Gateway> gateways) {

	}

	/** The contract's {@code APIRevisionDeploymentList}. */
	record DeploymentList(List<DeploymentBody> list) {

	}

	@GetMapping("/revisions")
	RevisionList list(@PathVariable UUID apiId, @RequestParam(defaultValue = "") String query) {
		List<DeploymentBody> deployments = deployments(apiId).list();
		List<RevisionBody> bodies = this.service.list(new ApiId(apiId))
			.stream()
			.filter(revision -> !query.startsWith("deployed:") || revision.deployed() == query.endsWith("true"))
			.map(revision -> body(apiId, revision, deployments))
			.toList();
		return new RevisionList(bodies.size(), bodies);
	}

	@PostMapping("/revisions")
	ResponseEntity<RevisionBody> create(@PathVariable UUID apiId,
			@RequestBody(required = false) @Nullable JsonNode body, Principal principal) {
		String description = null;
		if (body != null && !body.isNull()) {
			BadRequest.Collector problems = BadRequest.collect();
			description = BodyReader.of(body, problems).text("description", null);
			problems.throwIfAny();
		}
		RevisionView revision = this.service.create(new ApiId(apiId), description, principal.getName());
		return ResponseEntity.created(URI.create("/api/am/publisher/v4/apis/" + apiId + "/revisions/" + revision.id()))
			.body(body(apiId, revision, List.of()));
	}

	@GetMapping("/revisions/{revisionId}")
	RevisionBody get(@PathVariable UUID apiId, @PathVariable UUID revisionId) {
		return body(apiId, this.service.get(new ApiId(apiId), revisionId), deployments(apiId).list());
	}

	@DeleteMapping("/revisions/{revisionId}")
	RevisionList delete(@PathVariable UUID apiId, @PathVariable UUID revisionId) {
		this.service.delete(new ApiId(apiId), revisionId);
		return list(apiId, "");
	}

	@PostMapping("/deploy-revision")
	List<DeploymentBody> deploy(@PathVariable UUID apiId, @RequestParam UUID revisionId,
			@RequestBody(required = false) @Nullable JsonNode body, Principal principal) {
		checkEnvironments(body);
		this.service.deploy(new ApiId(apiId), revisionId, principal.getName());
		return deployments(apiId).list();
	}

	@PostMapping("/undeploy-revision")
	ResponseEntity<List<DeploymentBody>> undeploy(@PathVariable UUID apiId,
			@RequestParam(required = false) @Nullable UUID revisionId,
			@RequestParam(required = false) @Nullable String revisionNumber,
			@RequestBody(required = false) @Nullable JsonNode body) {
		checkEnvironments(body);
		UUID id = (revisionId != null || revisionNumber == null) ? revisionId : numbered(apiId, revisionNumber);
		this.service.undeploy(new ApiId(apiId), id);
		return ResponseEntity.status(HttpStatus.CREATED).body(deployments(apiId).list());
	}

	@GetMapping("/deployments")
	DeploymentList deployments(@PathVariable UUID apiId) {
		return new DeploymentList(this.service.deployments(new ApiId(apiId)).stream().map(this::body).toList());
	}

	private UUID numbered(UUID apiId, String number) {
		return this.service.list(new ApiId(apiId))
			.stream()
			.filter(revision -> String.valueOf(revision.number()).equals(number))
			.findFirst()
			.orElseThrow(() -> new BadRequest("revisionNumber", number, "the number of a revision"))
			.id();
	}

	/** There is one environment; where none is named, it is meant. */
	private static void checkEnvironments(@Nullable JsonNode body) {
		if (body == null || body.isNull()) {
			return;
		}
		if (!body.isArray()) {
			throw new BadRequest("body", null, "an array of deployments");
		}
		for (int i = 0; i < body.size(); i++) {
			JsonNode name = body.get(i).path("name");
			if (!name.isString() || !name.stringValue().equalsIgnoreCase(ApiDeployment.DEFAULT_ENVIRONMENT)) {
				throw new BadRequest("[" + i + "].name", name.isString() ? name.stringValue() : null,
						ApiDeployment.DEFAULT_ENVIRONMENT);
			}
		}
	}

	private static RevisionBody body(UUID apiId, RevisionView revision, List<DeploymentBody> deployments) {
		String description = revision.description();
		return new RevisionBody(revision.id().toString(), "Revision " + revision.number(),
				(description != null) ? description : "", revision.createdAt().toString(),
				Map.of("id", apiId.toString()),
				deployments.stream()
					.filter(deployment -> deployment.revisionUuid().equals(revision.id().toString()))
					.toList());
	}

	private DeploymentBody body(DeploymentStatus status) {
		Long milliseconds = status.slowestMilliseconds().isPresent() ? status.slowestMilliseconds().getAsLong() : null;
		long failed = status.gateways().stream().filter(gateway -> gateway.problem() != null).count();
		return new DeploymentBody(status.revisionId().toString(), status.environment(), "APPROVED",
				this.properties.gatewayUrl().getHost(), true, status.deployedAt().toString(),
				(milliseconds != null) ? status.deployedAt().plusMillis(milliseconds).toString() : null,
				status.revisionNumber(), status.gateways().size(), status.liveCount(), failed, status.feedRevision(),
				status.isLive(), milliseconds, status.gateways());
	}

}
