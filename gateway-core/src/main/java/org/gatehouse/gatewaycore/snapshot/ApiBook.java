package org.gatehouse.gatewaycore.snapshot;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.endpoint.ApiTargets;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.OperationTable;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.jspecify.annotations.Nullable;

/**
 * The APIs: compiled one by one, found by their prefixes. A change of one looks at the
 * other versions in its context, since they may name it as their successor, and at those
 * who claim the same prefix.
 */
final class ApiBook {

	private final TierBook tiers;

	private final Securing securing;

	private final EndpointStates endpoints;

	private final TemplateBook templates;

	private final String defaultTenant;

	private final GatewayConfiguration configuration;

	/** How many of the APIs in force take client certificates. */
	private int asking;

	private final Table.Editor<ApiId, Deployed> deployed = new Table.Editor<>();

	private final ApiTable.Editor<CompiledApi> prefixes = new ApiTable.Editor<>();

	private final Map<String, Claims> claims = new HashMap<>();

	private final Map<Context, Set<ApiId>> contexts = new HashMap<>();

	/** What lacks a secret though it is in force. */
	private final Map<ApiId, String> lacking = new LinkedHashMap<>();

	/** At which revision somebody cleared what is kept of an API's answers. */
	private final Map<ApiId, Long> cleared = new HashMap<>();

	private Set<String> changedPrefixes = new HashSet<>();

	private Set<Context> changedContexts = new HashSet<>();

	private @Nullable ApiTable<CompiledApi> published;

	ApiBook(TierBook tiers, TemplateBook templates, EndpointStates endpoints, GatewayConfiguration configuration,
			Securing securing) {
		this.endpoints = endpoints;
		this.tiers = tiers;
		this.templates = templates;
		this.securing = securing;
		this.defaultTenant = configuration.defaultTenant();
		this.configuration = configuration;
	}

	/** Gives an endpoint what it asks the gateway for. */
	@FunctionalInterface
	interface Securing {

		Endpoint secured(TenantId tenant, Endpoint endpoint, EndpointSecurity.Scheme scheme);

	}

	private record Context(String tenantDomain, String context) {

		static Context of(SnapshotEntry.DeployedApi api) {
			return new Context(api.tenantDomain(), api.context());
		}

	}

	/**
	 * An API in force.
	 *
	 * @param known its entry
	 * @param compiled what calls see, null in a state in which no gateway knows it
	 * @param quotas the quotas of its operations
	 */
	private record Deployed(KnownEntry known, @Nullable CompiledApi compiled, List<Limited> quotas) {

		SnapshotEntry.DeployedApi entry() {
			return (SnapshotEntry.DeployedApi) this.known.entry();
		}

		Deployed with(CompiledApi next) {
			return new Deployed(this.known, next, this.quotas);
		}

	}

	/**
	 * Whose an API is.
	 * @param id an API version
	 * @return the tenant, null for an API that the feed has not told of
	 */
	@Nullable TenantId tenantOf(ApiId id) {
		Deployed api = this.deployed.get(id);
		return (api == null) ? null : api.known().tenantId();
	}

	/**
	 * Puts an API in force, in place of the version that is.
	 * @param known the entry
	 * @param api what it says
	 * @throws IllegalArgumentException if it cannot be compiled; nothing is changed then
	 */
	void put(KnownEntry known, SnapshotEntry.DeployedApi api) {
		Deployed before = this.deployed.get(api.id());
		if (before != null && before.entry().equals(api)) {
			this.deployed.put(api.id(), new Deployed(known, before.compiled(), before.quotas()));
			String prefix = (before.compiled() == null) ? null : CompiledApi.defaultPrefix(api, this.defaultTenant);
			if (prefix != null) {
				claim(prefix);
			}
			return;
		}
		replace(before, known, api);
	}

	/**
	 * Compiles APIs again whose entries did not change, but something that they use did.
	 * One that cannot be compiled now stays as it is.
	 * @param which tells them
	 */
	void recompile(Predicate<SnapshotEntry.DeployedApi> which) {
		List<Deployed> all = new ArrayList<>();
		this.deployed.table().forEach((_, api) -> {
			if (which.test(api.entry())) {
				all.add(api);
			}
		});
		for (Deployed api : all) {
			try {
				replace(api, api.known(), api.entry());
			}
			catch (IllegalArgumentException ex) {
				// What it is made of was good once, and stays in force.
			}
		}
	}

	private void replace(@Nullable Deployed before, KnownEntry known, SnapshotEntry.DeployedApi api) {
		Deployed after = new Deployed(known, null, List.of());
		if (api.state().isDeployable()) {
			String prefix = CompiledApi.versionedPrefix(api, this.defaultTenant);
			Claims claimed = this.claims.get(prefix);
			if (claimed != null && claimed.isOwnedByOther(api.id())) {
				throw new IllegalArgumentException("context and version: '" + api.context() + "' and '" + api.version()
						+ "' (expected: a pair that no other API has)");
			}
			after = compile(known, api);
		}
		else {
			this.endpoints.forget(api.id());
			if (api.state() == LifecycleState.RETIRED) {
				ApiQuotas quotas = ApiQuotas.of(known, api, this.tiers);
				after = new Deployed(known, CompiledApi.retired(known.tenantId(), api, quotas), List.of());
			}
		}
		if (before != null) {
			forget(before);
		}
		this.deployed.put(api.id(), after);
		this.contexts.computeIfAbsent(Context.of(api), (_) -> new HashSet<>()).add(api.id());
		this.changedContexts.add(Context.of(api));
		String problem = (after.compiled() == null) ? null : after.compiled().problem();
		if (problem != null) {
			this.lacking.put(api.id(), api.key() + ": " + problem);
		}
		if (after.compiled() != null) {
			after.quotas().forEach(Limited::retain);
			this.asking += after.compiled().takesCertificates() ? 1 : 0;
			Claims claimed = claim(CompiledApi.versionedPrefix(api, this.defaultTenant));
			if (api.state() == LifecycleState.RETIRED) {
				claimed.retire(api.id());
				return;
			}
			claimed.own(api.id());
			String prefix = CompiledApi.defaultPrefix(api, this.defaultTenant);
			if (prefix != null) {
				claim(prefix).answerByDefault(api.id());
			}
		}
	}

	private Claims claim(String prefix) {
		this.changedPrefixes.add(prefix);
		return this.claims.computeIfAbsent(prefix, (_) -> new Claims());
	}

	void remove(String key) {
		ApiId id = new ApiId(UUID.fromString(key.substring(key.indexOf(':') + 1)));
		Deployed gone = this.deployed.get(id);
		if (gone != null) {
			forget(gone);
			this.deployed.remove(id);
			this.endpoints.forget(id);
		}
	}

	private void forget(Deployed gone) {
		SnapshotEntry.DeployedApi api = gone.entry();
		gone.quotas().forEach(Limited::release);
		this.lacking.remove(api.id());
		Context context = Context.of(api);
		this.changedContexts.add(context);
		Set<ApiId> versions = this.contexts.get(context);
		if (versions != null) {
			versions.remove(api.id());
			if (versions.isEmpty()) {
				this.contexts.remove(context);
			}
		}
		if (gone.compiled() != null) {
			this.asking -= gone.compiled().takesCertificates() ? 1 : 0;
			claim(CompiledApi.versionedPrefix(api, this.defaultTenant)).withdraw(api.id());
			String prefix = CompiledApi.defaultPrefix(api, this.defaultTenant);
			if (prefix != null) {
				claim(prefix).withdraw(api.id());
			}
		}
	}

	/**
	 * Tells whether an API in force takes client certificates.
	 * @return true where clients are to be asked for theirs
	 */
	boolean asksForCertificates() {
		return this.asking > 0;
	}

	private Deployed compile(KnownEntry known, SnapshotEntry.DeployedApi api) {
		if (api.operations().isEmpty()) {
			throw new IllegalArgumentException("operations: none (expected: at least one)");
		}
		EndpointSecurity security = api.runtime().security();
		Endpoint production = endpoint(known.tenantId(), api.production(), security.production());
		Endpoint sandbox = endpoint(known.tenantId(), api.sandbox(), security.sandbox());
		OperationTable<CompiledOperation> operations = new OperationTable<>();
		List<Limited> quotas = new ArrayList<>();
		boolean prototype = api.state() == LifecycleState.PROTOTYPED;
		ApiQuotas of = ApiQuotas.of(known, api, this.tiers);
		quotas.addAll(of.all());
		CompiledCaching caching = CompiledCaching.of(api, this.cleared.get(api.id()));
		for (SnapshotEntry.Operation operation : api.operations()) {
			TierCell tier = this.tiers.get(known.tenantId(), TierLevel.RESOURCE, operation.tier());
			Limited quota = (prototype || of.policy() != null) ? null
					: new CompiledOperation.OperationQuota(api.id(), operation, tier, known.revision());
			if (quota != null) {
				quotas.add(quota);
			}
			operations.put(operation.verb(), operation.pattern(),
					CompiledOperation.of(operation, quota, caching, this.templates.around(api, operation)));
		}
		CompiledApi compiled = new CompiledApi(api.id(), known.tenantId(), api.name(), api.context(), api.version(),
				api.state(), api.transports().contains("http"), api.transports().contains("https"), production, sandbox,
				ApiTargets.of(api, this.endpoints, (keyType, url) -> secured(known.tenantId(), url, security, keyType)),
				operations, of, null, CompiledAccess.of(api, this.configuration.credentials().authorizationHeader()),
				CompiledCors.of(api.runtime(), this.configuration.cors()));
		return new Deployed(known, compiled, List.copyOf(quotas));
	}

	private Endpoint secured(TenantId tenant, URI url, EndpointSecurity security, KeyType keyType) {
		return this.securing.secured(tenant, Endpoint.of(url, false), switch (keyType) {
			case PRODUCTION -> security.production();
			case SANDBOX -> security.sandbox();
		});
	}

	private @Nullable Endpoint endpoint(TenantId tenant, @Nullable URI url, EndpointSecurity.Scheme scheme) {
		return (url == null) ? null : this.securing.secured(tenant, Endpoint.of(url, false), scheme);
	}

	/**
	 * What is kept of an API's answers is not found any longer.
	 * @param id the API version
	 * @param revision the revision of the entry that says so
	 */
	void clear(ApiId id, long revision) {
		this.cleared.put(id, revision);
		recompile((api) -> api.id().equals(id));
	}

	/**
	 * The APIs by their prefixes, with all that was changed until now.
	 * @return the table for calls
	 */
	ApiTable<CompiledApi> publish() {
		ApiTable<CompiledApi> before = this.published;
		if (before != null && this.changedContexts.isEmpty() && this.changedPrefixes.isEmpty()) {
			return before;
		}
		this.changedContexts.forEach(this::tellSuccessors);
		this.changedContexts = new HashSet<>();
		this.changedPrefixes.forEach(this::decide);
		this.changedPrefixes = new HashSet<>();
		ApiTable<CompiledApi> next = this.prefixes.table();
		this.published = next;
		return next;
	}

	private void tellSuccessors(Context context) {
		List<SnapshotEntry.DeployedApi> versions = this.contexts.getOrDefault(context, Set.of())
			.stream()
			.map(this.deployed::get).<SnapshotEntry.DeployedApi>mapMulti((api, add) -> {
				if (api != null) {
					add.accept(api.entry());
				}
			})
			.toList();
		for (SnapshotEntry.DeployedApi api : versions) {
			Deployed deprecated = this.deployed.get(api.id());
			CompiledApi compiled = (deprecated == null) ? null : deprecated.compiled();
			boolean ends = api.state() == LifecycleState.DEPRECATED || api.state() == LifecycleState.RETIRED;
			if (deprecated == null || compiled == null || !ends) {
				continue;
			}
			SnapshotEntry.DeployedApi next = Successors.of(api, versions);
			Deprecation notice = Deprecation.of(api,
					(next == null) ? null : CompiledApi.versionedPrefix(next, this.defaultTenant));
			if (!notice.equals(compiled.deprecation())) {
				this.deployed.put(api.id(), deprecated.with(compiled.with(notice)));
				claim(CompiledApi.versionedPrefix(api, this.defaultTenant));
				String prefix = CompiledApi.defaultPrefix(api, this.defaultTenant);
				if (prefix != null) {
					claim(prefix);
				}
			}
		}
	}

	private void decide(String prefix) {
		Claims claimed = this.claims.get(prefix);
		ApiId id = (claimed == null) ? null : claimed.winner(this::revision);
		Deployed winner = (id == null) ? null : this.deployed.get(id);
		if (winner != null && winner.compiled() != null) {
			this.prefixes.put(prefix, winner.compiled());
		}
		else {
			this.prefixes.remove(prefix);
			this.claims.remove(prefix);
		}
	}

	private long revision(ApiId id) {
		Deployed api = this.deployed.get(id);
		return (api == null) ? -1 : api.known().revision();
	}

	/** What is in force and lacks something. */
	Collection<String> problems() {
		return this.lacking.values();
	}

	Kept kept() {
		Table<ApiId, Deployed> now = this.deployed.table();
		return (action) -> now.forEach((_, api) -> action.accept(api.known()));
	}

}
