package org.gatehouse.gatewaycore.snapshot;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.OperationTable;
import org.gatehouse.gatewaycore.throttle.Limit;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a state into a snapshot. An entry that does not compile is refused alone: its
 * last good version stays in force, everything else goes on, revocations above all. A
 * refused entry is tried again with every later state, since what it lacks may come. Used
 * by one thread.
 */
final class SnapshotCompiler {

	private final Quotas quotas;

	private final String defaultTenant;

	private final Map<String, Good<?>> lastGood = new HashMap<>();

	private TierBook tiers = new TierBook(Map.of());

	private SigningKeys signingKeys = SigningKeys.none();

	SnapshotCompiler(Quotas quotas, String defaultTenant) {
		this.quotas = quotas;
		this.defaultTenant = defaultTenant;
	}

	/**
	 * Compiles.
	 * @param state what the feed has told
	 * @return the snapshot, what it was made of, and what was refused
	 */
	Compiled compile(SnapshotState state) {
		Round round = new Round(state);
		this.quotas.beginRound();
		TierBook next = TierBook.of(state.entries().values());
		if (!next.equals(this.tiers)) {
			this.tiers = next;
			this.lastGood.replaceAll((_, good) -> good.outdated());
		}
		Map<ApplicationId, Map<ApiId, CompiledApplication.Subscribed>> subscriptions = round.subscriptions();
		Map<ApplicationId, CompiledApplication> applications = round.applications(subscriptions);
		Snapshot snapshot = new Snapshot(state.revision(), round.apis(), round.keys(applications), round.signingKeys(),
				round.revoked());
		this.lastGood.keySet().retainAll(state.entries().keySet());
		this.quotas.endRound();
		return new Compiled(snapshot, List.copyOf(round.running.values()), List.copyOf(round.problems));
	}

	/**
	 * A compiled state.
	 *
	 * @param snapshot to be put in force
	 * @param running the entries that it was made of
	 * @param problems one line for each refused entry
	 */
	record Compiled(Snapshot snapshot, List<KnownEntry> running, List<String> problems) {

	}

	private record Good<T>(KnownEntry known, T result, boolean current) {

		Good<T> outdated() {
			return new Good<>(this.known, this.result, false);
		}

	}

	/** One compilation. */
	private final class Round {

		private final SnapshotState state;

		private final Map<String, KnownEntry> running = new LinkedHashMap<>();

		private final List<String> problems = new ArrayList<>();

		Round(SnapshotState state) {
			this.state = state;
			for (KnownEntry known : state.entries().values()) {
				this.running.put(known.entry().key(), known);
			}
		}

		@SuppressWarnings("unchecked")
		private <T> @Nullable T compiled(KnownEntry known, Supplier<T> compilation) {
			String key = known.entry().key();
			Good<?> before = SnapshotCompiler.this.lastGood.get(key);
			if (before != null && before.current && before.known.entry().equals(known.entry())) {
				return (T) kept(before.result);
			}
			try {
				T result = compilation.get();
				SnapshotCompiler.this.lastGood.put(key, new Good<>(known, result, true));
				return result;
			}
			catch (RuntimeException ex) {
				return refused(known, ex.getMessage());
			}
		}

		@SuppressWarnings("unchecked")
		private <T> @Nullable T refused(KnownEntry known, @Nullable String reason) {
			String key = known.entry().key();
			this.problems.add(key + ": " + reason);
			Good<?> before = SnapshotCompiler.this.lastGood.get(key);
			if (before == null) {
				this.running.remove(key);
				return null;
			}
			this.running.put(key, before.known);
			return (T) kept(before.result);
		}

		private Object kept(Object result) {
			switch (result) {
				case CompiledApi api -> api.limits().forEach(Quotas::keep);
				case CompiledApplication application -> Quotas.keep(application.limit());
				case CompiledApplication.Subscribed subscribed -> Quotas.keep(subscribed.limit());
				default -> {
				}
			}
			return result;
		}

		private <E extends SnapshotEntry> List<KnownEntry> of(Class<E> type) {
			return this.state.entries().values().stream().filter((known) -> type.isInstance(known.entry())).toList();
		}

		ApiTable<CompiledApi> apis() {
			ApiTable<CompiledApi> table = new ApiTable<>();
			List<KnownEntry> apis = new ArrayList<>(of(SnapshotEntry.DeployedApi.class));
			// Who was there first keeps its prefix; of two default versions the later
			// wins.
			apis.sort(Comparator.comparingLong(KnownEntry::revision));
			Map<String, CompiledApi> defaults = new HashMap<>();
			Successors successors = new Successors(
					apis.stream().map((known) -> (SnapshotEntry.DeployedApi) known.entry()).toList());
			for (KnownEntry known : apis) {
				SnapshotEntry.DeployedApi api = (SnapshotEntry.DeployedApi) known.entry();
				if (!api.state().isDeployable()) {
					continue;
				}
				CompiledApi result = compiled(known, () -> api(known, api));
				if (result == null) {
					continue;
				}
				SnapshotEntry.DeployedApi inForce = (SnapshotEntry.DeployedApi) inForce(known).entry();
				result = told(result, inForce, successors);
				if (!table.put(CompiledApi.versionedPrefix(inForce, SnapshotCompiler.this.defaultTenant), result)) {
					SnapshotCompiler.this.lastGood.remove(api.key());
					refused(known, "context and version: '" + api.context() + "' and '" + api.version()
							+ "' (expected: a pair that no other API has)");
					continue;
				}
				String prefix = CompiledApi.defaultPrefix(inForce, SnapshotCompiler.this.defaultTenant);
				if (prefix != null) {
					defaults.put(prefix, result);
				}
			}
			defaults.forEach(table::put);
			return table;
		}

		private CompiledApi told(CompiledApi compiled, SnapshotEntry.DeployedApi api, Successors successors) {
			if (api.state() != LifecycleState.DEPRECATED) {
				return compiled;
			}
			SnapshotEntry.DeployedApi next = successors.of(api);
			return compiled.with(Deprecation.of(api,
					(next == null) ? null : CompiledApi.versionedPrefix(next, SnapshotCompiler.this.defaultTenant)));
		}

		private KnownEntry inForce(KnownEntry known) {
			return this.running.getOrDefault(known.entry().key(), known);
		}

		private CompiledApi api(KnownEntry known, SnapshotEntry.DeployedApi api) {
			CompiledApi.versionedPrefix(api, SnapshotCompiler.this.defaultTenant);
			if (api.operations().isEmpty()) {
				throw new IllegalArgumentException("operations: none (expected: at least one)");
			}
			// All tiers are looked up before any running limit is touched.
			List<SnapshotEntry.Tier> operationTiers = api.operations()
				.stream()
				.map((operation) -> SnapshotCompiler.this.tiers.get(known.tenantId(), TierLevel.RESOURCE,
						operation.tier()))
				.toList();
			Endpoint production = endpoint(api.production());
			Endpoint sandbox = endpoint(api.sandbox());
			OperationTable<CompiledOperation> operations = new OperationTable<>();
			List<Limit> limits = new ArrayList<>();
			boolean prototype = api.state() == LifecycleState.PROTOTYPED;
			for (int i = 0; i < api.operations().size(); i++) {
				SnapshotEntry.Operation operation = api.operations().get(i);
				String subject = api.id() + " " + operation.verb() + " " + operation.pattern();
				Limit limit = prototype ? null : SnapshotCompiler.this.quotas.limit(subject, operationTiers.get(i));
				if (limit != null) {
					limits.add(limit);
				}
				operations.put(operation.verb(), operation.pattern(), CompiledOperation.of(operation, limit));
			}
			return new CompiledApi(api.id(), known.tenantId(), api.name(), api.context(), api.version(), api.state(),
					api.transports().contains("http"), api.transports().contains("https"), production, sandbox,
					operations, limits, null);
		}

		private @Nullable Endpoint endpoint(@Nullable URI url) {
			return (url == null) ? null : Endpoint.of(url, false);
		}

		Map<ApplicationId, Map<ApiId, CompiledApplication.Subscribed>> subscriptions() {
			Map<ApplicationId, Map<ApiId, CompiledApplication.Subscribed>> all = new HashMap<>();
			for (KnownEntry known : of(SnapshotEntry.Subscription.class)) {
				SnapshotEntry.Subscription subscription = (SnapshotEntry.Subscription) known.entry();
				CompiledApplication.Subscribed result = compiled(known, () -> subscribed(known, subscription));
				if (result != null) {
					all.computeIfAbsent(subscription.applicationId(), (_) -> new HashMap<>())
						.put(subscription.apiId(), result);
				}
			}
			return all;
		}

		private CompiledApplication.Subscribed subscribed(KnownEntry known, SnapshotEntry.Subscription subscription) {
			KnownEntry api = this.state.entries().get("api:" + subscription.apiId());
			SnapshotEntry.Tier tier = (api == null) ? null
					: SnapshotCompiler.this.tiers.find(api.tenantId(), TierLevel.SUBSCRIPTION, subscription.tier());
			if (tier == null) {
				tier = SnapshotCompiler.this.tiers.get(known.tenantId(), TierLevel.SUBSCRIPTION, subscription.tier());
			}
			return new CompiledApplication.Subscribed(subscription.status(), SnapshotCompiler.this.quotas
				.limit(subscription.applicationId() + " " + subscription.apiId(), tier));
		}

		Map<ApplicationId, CompiledApplication> applications(
				Map<ApplicationId, Map<ApiId, CompiledApplication.Subscribed>> subscriptions) {
			Map<ApplicationId, CompiledApplication> all = new HashMap<>();
			for (KnownEntry known : of(SnapshotEntry.KnownApplication.class)) {
				SnapshotEntry.KnownApplication application = (SnapshotEntry.KnownApplication) known.entry();
				CompiledApplication result = compiled(known,
						() -> new CompiledApplication(application.id(), known.tenantId(), application.name(),
								SnapshotCompiler.this.quotas.limit(application.id().toString(),
										SnapshotCompiler.this.tiers.get(known.tenantId(), TierLevel.APPLICATION,
												application.tier())),
								Map.of()));
				if (result != null) {
					all.put(application.id(), new CompiledApplication(result.id(), result.tenant(), result.name(),
							result.limit(), Map.copyOf(subscriptions.getOrDefault(application.id(), Map.of()))));
				}
			}
			return all;
		}

		Map<String, CompiledApplication.Key> keys(Map<ApplicationId, CompiledApplication> applications) {
			Map<String, CompiledApplication.Key> keys = new HashMap<>();
			for (KnownEntry known : of(SnapshotEntry.ApplicationKey.class)) {
				SnapshotEntry.ApplicationKey key = (SnapshotEntry.ApplicationKey) known.entry();
				CompiledApplication application = applications.get(key.applicationId());
				if (application != null) {
					keys.put(key.consumerKey().value(),
							new CompiledApplication.Key(known.tenantId(), key.keyType(), application));
				}
			}
			return keys;
		}

		SigningKeys signingKeys() {
			Map<String, VerificationKey> keys = new HashMap<>();
			Map<String, TenantId> tenants = new HashMap<>();
			for (KnownEntry known : of(SnapshotEntry.SigningKey.class)) {
				SnapshotEntry.SigningKey key = (SnapshotEntry.SigningKey) known.entry();
				VerificationKey result = compiled(known, () -> VerificationKey.read(key.publicJwk()));
				if (result != null) {
					keys.put(key.keyId(), result);
					tenants.put(key.keyId(), known.tenantId());
				}
			}
			SnapshotCompiler.this.signingKeys = SnapshotCompiler.this.signingKeys.with(keys, tenants);
			return SnapshotCompiler.this.signingKeys;
		}

		Revoked revoked() {
			Set<TokenHash> hashes = new HashSet<>();
			for (KnownEntry known : of(SnapshotEntry.Revocation.class)) {
				SnapshotEntry.Revocation revocation = (SnapshotEntry.Revocation) known.entry();
				TokenHash hash = compiled(known, () -> TokenHash.fromHex(revocation.tokenHash()));
				if (hash != null) {
					hashes.add(hash);
				}
			}
			Map<String, Long> clients = new HashMap<>();
			Map<Revoked.User, Long> users = new HashMap<>();
			Map<TenantId, Long> tenants = new HashMap<>();
			for (KnownEntry known : of(SnapshotEntry.TokensEnded.class)) {
				SnapshotEntry.TokensEnded ended = (SnapshotEntry.TokensEnded) known.entry();
				long before = ended.before().toEpochMilli();
				switch (ended.of()) {
					case CLIENT -> clients.put(ended.name(), before);
					case USER -> users.put(new Revoked.User(known.tenantId(), ended.name()), before);
					case TENANT -> tenants.put(known.tenantId(), before);
				}
			}
			return new Revoked(hashes, clients, users, tenants);
		}

	}

}
