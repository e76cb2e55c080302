package org.gatehouse.publisher.design;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiQuery;
import org.gatehouse.db.api.ApiRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionListing;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.api.ClientCertificateRepository;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.publisher.definition.Definition;
import org.gatehouse.publisher.definition.DefinitionWriter;
import org.gatehouse.publisher.deployment.DefaultVersions;
import org.gatehouse.publisher.deployment.GatewayEntries;
import org.gatehouse.publisher.scopes.ApiScopes;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes API versions and edits their working copies. Each act is one transaction: it is
 * done as a whole or not at all. Gateways see a change once it is deployed, except for
 * the default version, which is in force at once.
 */
@Service
public class ApiDesignService {

	static final long NAME_TAKEN = 900250;

	static final long CONTEXT_TAKEN = 900251;

	static final long VERSION_TAKEN = 900252;

	private final ApiRepository apis;

	private final ApiVersionRepository versions;

	private final ApiVersionListing listing;

	private final SubscriptionRepository subscriptions;

	private final WorkingCopy workingCopy;

	private final ApiScopes scopes;

	private final ApiViews views;

	private final DefaultVersions defaults;

	private final GatewayEntries gateways;

	private final ClientCertificateRepository certificates;

	private final ChangeLog changes;

	private final Clock clock;

	ApiDesignService(ApiRepository apis, ApiVersionRepository versions, ApiVersionListing listing,
			SubscriptionRepository subscriptions, WorkingCopy workingCopy, ApiScopes scopes, ApiViews views,
			DefaultVersions defaults, GatewayEntries gateways, ClientCertificateRepository certificates,
			ChangeLog changes, Clock clock) {
		this.apis = apis;
		this.versions = versions;
		this.listing = listing;
		this.subscriptions = subscriptions;
		this.workingCopy = workingCopy;
		this.scopes = scopes;
		this.views = views;
		this.defaults = defaults;
		this.gateways = gateways;
		this.certificates = certificates;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Makes an API by hand, with its first version in state CREATED.
	 * @param design as typed
	 * @param actor the user's name, who becomes its provider
	 * @return the API version
	 * @throws BadRequest with every field that is wrong
	 * @throws Conflict if name or context are taken
	 */
	@Transactional
	public ApiView create(ApiDesign design, String actor) {
		return create(design, null, actor);
	}

	/**
	 * Makes an API from a definition that was read.
	 * @param definition the definition, which gives the operations
	 * @param design everything else, such as {@link DefinitionDesigns#propose} made it
	 * and someone changed it
	 * @param actor the user's name, who becomes its provider
	 * @return the API version
	 * @throws BadRequest with every field that is wrong
	 * @throws Conflict if name, context or a scope are taken
	 */
	@Transactional
	public ApiView importDefinition(Definition definition, ApiDesign design, String actor) {
		return create(DefinitionDesigns.over(design, definition), definition, actor);
	}

	private ApiView create(ApiDesign design, @Nullable Definition definition, String actor) {
		String context = DesignRules.normalContext(design.context());
		BadRequest.Collector problems = BadRequest.collect();
		DesignRules.checkName(design.name(), problems);
		DesignRules.checkContext(context, problems);
		DesignRules.checkVersion(design.version(), problems);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Api api = new Api(design.name(), context, actor, now);
		WorkingCopy.Checked checked = this.workingCopy.check(api.getId(), null, LifecycleState.CREATED, design,
				definition != null, problems);
		refuseTaken(design.name(), context);
		this.apis.save(api);
		ApiVersion version = new ApiVersion(api, design.version(), now);
		version.define((definition != null) ? DefinitionWriter.write(definition) : null, now);
		this.versions.save(version);
		this.workingCopy.apply(version, checked, now);
		this.versions.saveAndFlush(version);
		this.defaults.mark(api, version, design.defaultVersion());
		return stored(version);
	}

	private void refuseTaken(String name, String context) {
		if (this.apis.findByNameIgnoreCase(name).isPresent()) {
			throw new Conflict(NAME_TAKEN, "name", "name: an API '" + name + "' exists already");
		}
		if (this.apis.findByContextIgnoreCase(context).isPresent()) {
			throw new Conflict(CONTEXT_TAKEN, "context",
					"context: an API with the context '" + context + "' exists already");
		}
	}

	/**
	 * Finds an API version.
	 * @param id the API version
	 * @return its working copy
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public ApiView get(ApiId id) {
		return this.views.view(found(id));
	}

	/**
	 * Lists API versions.
	 * @param query which
	 * @param order what they are ordered by
	 * @param descending true for the greatest first
	 * @param page which part
	 * @return the part
	 */
	@Transactional(readOnly = true)
	public Page<ApiSummary> list(ApiQuery query, ApiQuery.Order order, boolean descending, PageRequest page) {
		ApiVersionListing.Part part = this.listing.find(query, order, descending, page.limit(), page.offset());
		return Page.of(part.versions().stream().map(this.views::summary).toList(), page, part.total());
	}

	/**
	 * Lists the versions of an API.
	 * @param id one of its versions
	 * @return all of them, the oldest first
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<ApiSummary> versions(ApiId id) {
		return this.versions.findByApiIdOrderByCreatedAt(found(id).api().getId())
			.stream()
			.map(this.views::summary)
			.toList();
	}

	/**
	 * Changes a working copy. Name, context and version cannot be changed.
	 * @param id the API version
	 * @param design as typed
	 * @param ifMatch the entity tag of what the caller has read; null to overwrite
	 * whatever there is
	 * @return the working copy
	 * @throws NotFound if there is no such API version
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest with every field that is wrong
	 */
	@Transactional
	public ApiView update(ApiId id, ApiDesign design, @Nullable String ifMatch) {
		ApiVersion version = locked(id);
		EntityTag.check(ifMatch, version.rowVersion());
		BadRequest.Collector problems = BadRequest.collect();
		Api api = version.api();
		problems.require(design.name().equals(api.name()), "name", design.name(), "'" + api.name() + "', unchanged");
		problems.require(DesignRules.normalContext(design.context()).equals(api.context()), "context", design.context(),
				"'" + api.context() + "', unchanged");
		problems.require(design.version().equals(version.version()), "version", design.version(),
				"'" + version.version() + "', unchanged");
		KeptSecrets.check(this.views.design(version), design, problems);
		return change(version,
				this.workingCopy.check(api.getId(), version.getId(), version.state(), design, false, problems));
	}

	/**
	 * Replaces the definition of an API version, and with it its operations.
	 * @param id the API version
	 * @param definition the definition
	 * @param ifMatch the entity tag of what the caller has read; null to overwrite
	 * whatever there is
	 * @return the working copy
	 * @throws NotFound if there is no such API version
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest with every field that is wrong
	 */
	@Transactional
	public ApiView replaceDefinition(ApiId id, Definition definition, @Nullable String ifMatch) {
		ApiVersion version = locked(id);
		EntityTag.check(ifMatch, version.rowVersion());
		ApiDesign design = DefinitionDesigns.over(this.views.design(version), definition);
		WorkingCopy.Checked checked = this.workingCopy.check(version.api().getId(), version.getId(), version.state(),
				design, true, BadRequest.collect());
		version.define(DefinitionWriter.write(definition), later(version));
		return change(version, checked);
	}

	private ApiView change(ApiVersion version, WorkingCopy.Checked checked) {
		this.workingCopy.apply(version, checked, later(version));
		this.defaults.mark(version.api(), version, checked.design().defaultVersion());
		this.versions.saveAndFlush(version);
		this.workingCopy.clean(version, checked.design());
		return stored(version);
	}

	/**
	 * Makes a new version of an API, in state CREATED, with everything that another
	 * version has.
	 * @param id the API version that is copied
	 * @param newVersion the new version's name
	 * @param defaultVersion true to mark it as the default version
	 * @return the new version
	 * @throws NotFound if there is no such API version
	 * @throws BadRequest if the new name is none
	 * @throws Conflict if the API has such a version
	 */
	@Transactional
	public ApiView copy(ApiId id, String newVersion, boolean defaultVersion) {
		ApiVersion original = locked(id);
		Api api = original.api();
		BadRequest.Collector problems = BadRequest.collect();
		DesignRules.checkVersion(newVersion, problems);
		if (this.versions.findByApiIdAndVersionName(api.getId(), newVersion).isPresent()) {
			throw new Conflict(VERSION_TAKEN, "newVersion",
					"newVersion: '" + api.name() + "' has a version '" + newVersion + "' already");
		}
		ApiDesign design = this.views.design(original).withVersion(newVersion);
		WorkingCopy.Checked checked = this.workingCopy.check(api.getId(), original.getId(), LifecycleState.CREATED,
				design, false, problems);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		ApiVersion version = new ApiVersion(api, newVersion, now);
		version.define(original.definition(), now);
		this.versions.save(version);
		this.workingCopy.apply(version, checked, now);
		this.versions.saveAndFlush(version);
		this.workingCopy.copyPolicies(original, version);
		this.defaults.mark(api, version, defaultVersion);
		return stored(version);
	}

	/**
	 * Deletes an API version, and the API with its last version.
	 * @param id the API version
	 * @param ifMatch the entity tag of what the caller has read; null to delete whatever
	 * there is
	 * @throws NotFound if there is no such API version
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws Conflict if it has subscriptions
	 */
	@Transactional
	public void delete(ApiId id, @Nullable String ifMatch) {
		ApiVersion version = locked(id);
		EntityTag.check(ifMatch, version.rowVersion());
		long subscribed = this.subscriptions.countByApiVersionId(id.value());
		if (subscribed > 0) {
			throw new Conflict("the API has " + subscribed + " subscriptions (expected: none; remove them first)");
		}
		Api api = version.api();
		this.certificates.findByApiVersionIdOrderByAlias(id.value()).forEach((certificate) -> {
			this.changes.remove(certificate.toSnapshot().key());
			this.certificates.delete(certificate);
		});
		this.defaults.forget(api, version);
		this.versions.delete(version);
		this.versions.flush();
		if (this.versions.findByApiIdOrderByCreatedAt(api.getId()).isEmpty()) {
			this.scopes.removeAll(api.getId());
			this.apis.delete(api);
			this.apis.flush();
		}
		this.gateways.remove(id);
	}

	/**
	 * Tells whether a name or a context is taken, or both of an API together.
	 * @param nameOrContext a name, or a context with its leading slash
	 * @return true where an API has it, in any case
	 */
	@Transactional(readOnly = true)
	public boolean isTaken(String nameOrContext) {
		return nameOrContext.startsWith("/") ? this.apis.findByContextIgnoreCase(nameOrContext).isPresent()
				: this.apis.findByNameIgnoreCase(nameOrContext).isPresent();
	}

	/**
	 * The definition of an API version: the one that it was made from, or else a new one,
	 * with the operations and scopes of its working copy.
	 * @param id the API version
	 * @return an OpenAPI document as JSON
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public String definition(ApiId id) {
		ApiVersion version = found(id);
		return DefinitionDesigns.document(this.views.design(version), version.definition());
	}

	private ApiView stored(ApiVersion version) {
		this.versions.saveAndFlush(version);
		return this.views.view(version);
	}

	/** Each change counts, even two in the same microsecond. */
	private Instant later(ApiVersion version) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Instant next = version.updatedAt().plus(1, ChronoUnit.MICROS);
		return now.isAfter(next) ? now : next;
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

}
