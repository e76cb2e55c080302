package org.gatehouse.publisher.deployment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.db.api.ApiDeploymentRepository;
import org.gatehouse.db.api.ApiRepository;
import org.gatehouse.db.api.ApiRevision;
import org.gatehouse.db.api.ApiRevisionRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fixes working copies as revisions and puts one of them in force.
 */
@Service
public class RevisionService {

	private final ApiRepository apis;

	private final ApiVersionRepository versions;

	private final ApiRevisionRepository revisions;

	private final ApiDeploymentRepository deployments;

	private final GatewayEntries gateways;

	private final RevisionContents contents;

	private final DeploymentProgress progress;

	private final Clock clock;

	RevisionService(ApiRepository apis, ApiVersionRepository versions, ApiRevisionRepository revisions,
			ApiDeploymentRepository deployments, GatewayEntries gateways, RevisionContents contents,
			DeploymentProgress progress, Clock clock) {
		this.contents = contents;
		this.apis = apis;
		this.versions = versions;
		this.revisions = revisions;
		this.deployments = deployments;
		this.gateways = gateways;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * Fixes the working copy as it is now.
	 * @param id the API version
	 * @param description what people read, null where there is none
	 * @param actor the user's name
	 * @return the new revision, not deployed
	 * @throws NotFound if there is no such API version
	 */
	@Transactional
	public RevisionView create(ApiId id, @Nullable String description, String actor) {
		if (description != null && description.length() > 255) {
			throw new BadRequest("description", description, "at most 255 characters");
		}
		return view(fix(locked(id), description, actor), null);
	}

	/**
	 * Lists the revisions.
	 * @param id the API version
	 * @return the newest first
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<RevisionView> list(ApiId id) {
		ApiVersion version = found(id);
		ApiDeployment deployment = deployment(version).orElse(null);
		return this.revisions.findByApiVersionIdOrderByNumberDesc(version.getId())
			.stream()
			.map(revision -> view(revision, deployment))
			.toList();
	}

	/**
	 * Finds a revision.
	 * @param id the API version
	 * @param revisionId the revision
	 * @return the revision
	 * @throws NotFound if there is no such API version, or it has no such revision
	 */
	@Transactional(readOnly = true)
	public RevisionView get(ApiId id, UUID revisionId) {
		ApiVersion version = found(id);
		return view(revision(version, revisionId), deployment(version).orElse(null));
	}

	/**
	 * Deletes a revision.
	 * @param id the API version
	 * @param revisionId the revision
	 * @throws NotFound if there is no such API version, or it has no such revision
	 * @throws Conflict if the revision is deployed
	 */
	@Transactional
	public void delete(ApiId id, UUID revisionId) {
		ApiVersion version = locked(id);
		ApiRevision revision = revision(version, revisionId);
		if (deployment(version).filter(deployed -> deployed.revision().equals(revision)).isPresent()) {
			throw new Conflict("revision " + revision.number() + " is deployed (expected: undeploy it first)");
		}
		this.revisions.delete(revision);
	}

	/**
	 * Puts a revision in force, in place of the one that was. When this returns it is
	 * committed; gateways have it moments later. While the API version is in a state in
	 * which no gateway knows it, the deployment waits for its publication.
	 * @param id the API version
	 * @param revisionId the revision
	 * @param actor the user's name
	 * @throws NotFound if there is no such API version, or it has no such revision
	 * @throws BadRequest if the revision has no endpoint
	 */
	@Transactional
	public void deploy(ApiId id, UUID revisionId, String actor) {
		ApiVersion version = locked(id);
		enforce(version, revision(version, revisionId), actor);
	}

	/**
	 * Fixes the working copy and puts it in force.
	 * @param id the API version
	 * @param description what people read, null where there is none
	 * @param actor the user's name
	 * @return the new revision
	 * @throws NotFound if there is no such API version
	 * @throws BadRequest if the working copy has no endpoint
	 */
	@Transactional
	public RevisionView deployWorkingCopy(ApiId id, @Nullable String description, String actor) {
		ApiVersion version = locked(id);
		ApiRevision revision = fix(version, description, actor);
		return view(revision, enforce(version, revision, actor));
	}

	/**
	 * Deploys the working copy of an API version that is not deployed; does nothing for
	 * one that is. Takes part in the caller's transaction, which holds the API's lock.
	 * @param version the API version
	 * @param actor the user's name
	 */
	@Transactional
	public void deployWhereMissing(ApiVersion version, String actor) {
		if (deployment(version).isEmpty()) {
			enforce(version, fix(version, null, actor), actor);
		}
	}

	/**
	 * Takes an API version from the gateways.
	 * @param id the API version
	 * @param revisionId the revision that is to be taken away; null for whichever is
	 * deployed
	 * @throws NotFound if there is no such API version, or it has no such revision
	 * @throws BadRequest if that revision is not deployed
	 */
	@Transactional
	public void undeploy(ApiId id, @Nullable UUID revisionId) {
		ApiVersion version = locked(id);
		ApiRevision revision = (revisionId != null) ? revision(version, revisionId) : null;
		ApiDeployment deployment = deployment(version)
			.filter(deployed -> revision == null || deployed.revision().equals(revision))
			.orElseThrow(() -> new BadRequest("revisionId", (revisionId != null) ? revisionId.toString() : null,
					"the revision that is deployed"));
		this.deployments.delete(deployment);
		this.deployments.flush();
		this.gateways.refresh(version);
	}

	/**
	 * Shows how far the deployment has come.
	 * @param id the API version
	 * @return a status for each gateway environment that the API version is deployed in
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<DeploymentStatus> deployments(ApiId id) {
		ApiVersion version = found(id);
		return this.deployments.findByApiVersionId(version.getId())
			.stream()
			.map(deployment -> this.progress.status(version, deployment))
			.toList();
	}

	/**
	 * Tells whether the working copy differs from what is deployed.
	 * @param id the API version
	 * @return true if there are changes to deploy, or nothing is deployed
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public boolean hasUndeployedChanges(ApiId id) {
		ApiVersion version = found(id);
		return deployment(version)
			.map(deployment -> !RevisionContent.read(deployment.revision().content()).equals(this.contents.of(version)))
			.orElse(true);
	}

	private ApiRevision fix(ApiVersion version, @Nullable String description, String actor) {
		RevisionContent content = this.contents.checked(version);
		int last = this.revisions.findFirstByApiVersionIdOrderByNumberDesc(version.getId())
			.map(ApiRevision::number)
			.orElse(0);
		return this.revisions
			.save(new ApiRevision(version, last + 1, description, content.json(), actor, this.clock.instant()));
	}

	private ApiDeployment enforce(ApiVersion version, ApiRevision revision, String actor) {
		RevisionContent content = RevisionContent.read(revision.content());
		if (content.production() == null && content.sandbox() == null
				&& !PolicyCheck.isMocked(content.runtime().mediation())) {
			throw new BadRequest("endpointConfig", null,
					"a production or sandbox endpoint; revision " + revision.number() + " has none");
		}
		Optional<ApiDeployment> present = deployment(version);
		present.ifPresent(deployment -> deployment.replace(revision, actor, this.clock.instant()));
		ApiDeployment deployment = present.orElseGet(() -> new ApiDeployment(version, revision,
				ApiDeployment.DEFAULT_ENVIRONMENT, actor, this.clock.instant()));
		this.deployments.saveAndFlush(deployment);
		if (version.state().isDeployable()) {
			this.gateways.refresh(version);
		}
		return deployment;
	}

	private Optional<ApiDeployment> deployment(ApiVersion version) {
		return this.deployments.findByApiVersionIdAndEnvironment(version.getId(), ApiDeployment.DEFAULT_ENVIRONMENT);
	}

	private ApiRevision revision(ApiVersion version, UUID revisionId) {
		return this.revisions.findById(revisionId)
			.filter(revision -> revision.apiVersion().getId().equals(version.getId()))
			.orElseThrow(() -> NotFound.of("revision", revisionId));
	}

	private ApiVersion locked(ApiId id) {
		if (this.apis.lockByVersion(id.value()).isEmpty()) {
			throw NotFound.of("API", id);
		}
		return found(id);
	}

	private ApiVersion found(ApiId id) {
		return this.versions.findWithOperations(id.value()).orElseThrow(() -> NotFound.of("API", id));
	}

	private static RevisionView view(ApiRevision revision, @Nullable ApiDeployment deployment) {
		return new RevisionView(revision.getId(), revision.number(), revision.description(), revision.createdBy(),
				revision.createdAt(), deployment != null && deployment.revision().getId().equals(revision.getId()));
	}

}
