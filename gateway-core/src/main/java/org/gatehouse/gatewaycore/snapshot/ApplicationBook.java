package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication.Key;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication.Subscribed;
import org.gatehouse.gatewaycore.assertion.Facts;
import org.gatehouse.gatewaycore.throttle.Level;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.jspecify.annotations.Nullable;

/**
 * The applications with their clients and subscriptions. A change of one of them makes
 * its application anew and puts it under its consumer keys.
 */
final class ApplicationBook {

	private final TierBook tiers;

	private final ApiBook apis;

	private final Table.Editor<ApplicationId, Application> applications = new Table.Editor<>();

	private final Table.Editor<String, Key> keys = new Table.Editor<>();

	/** By the key of the entry of a client. */
	private final Map<String, ApplicationId> owners = new HashMap<>();

	private final SubscriptionIndex subscriptions = new SubscriptionIndex();

	/** One object for each API, for all of its subscriptions. */
	private final Map<ApiId, ApiId> apiIds = new HashMap<>();

	/** Subscriptions to APIs of which the feed has not told yet. */
	private final Map<ApiId, List<Subscribed>> early = new HashMap<>();

	private Map<ApplicationId, Draft> drafts = new HashMap<>();

	ApplicationBook(TierBook tiers, ApiBook apis) {
		this.tiers = tiers;
		this.apis = apis;
	}

	/**
	 * What is known of an application; its entry may still be to come.
	 *
	 * @param known its entry
	 * @param keys the entries of its clients
	 * @param subscriptions its subscriptions
	 * @param compiled what calls see
	 */
	private record Application(ApplicationId id, @Nullable KnownEntry known, List<KnownEntry> keys,
			Subscriptions subscriptions, @Nullable CompiledApplication compiled) {

		void forEach(Consumer<KnownEntry> action) {
			if (this.known != null) {
				action.accept(this.known);
			}
			this.keys.forEach(action);
			this.subscriptions.forEach((it) -> action.accept(it.toEntry()));
		}

	}

	/** An application that is being changed. */
	private static final class Draft {

		private final ApplicationId id;

		private @Nullable KnownEntry known;

		private @Nullable Limited quota;

		private List<KnownEntry> keys = List.of();

		private Subscriptions subscriptions = new Subscriptions();

		private boolean ownSubscriptions = true;

		Draft(ApplicationId id) {
			this.id = id;
		}

		Draft(Application before) {
			this.id = before.id();
			this.known = before.known();
			this.quota = (before.compiled() == null) ? null : before.compiled().quota();
			this.keys = before.keys();
			this.subscriptions = before.subscriptions();
			this.ownSubscriptions = false;
		}

		Subscriptions subscriptions() {
			if (!this.ownSubscriptions) {
				this.subscriptions = this.subscriptions.copy();
				this.ownSubscriptions = true;
			}
			return this.subscriptions;
		}

		void removeKey(String key) {
			this.keys = this.keys.stream().filter((it) -> !it.entry().key().equals(key)).toList();
		}

		boolean isEmpty() {
			return this.known == null && this.keys.isEmpty() && this.subscriptions.size() == 0;
		}

	}

	private Draft draft(ApplicationId id) {
		return this.drafts.computeIfAbsent(id, (_) -> {
			Application before = this.applications.get(id);
			return (before == null) ? new Draft(id) : new Draft(before);
		});
	}

	void put(KnownEntry known, SnapshotEntry.KnownApplication application) {
		TierCell tier = this.tiers.get(known.tenantId(), TierLevel.APPLICATION, application.tier());
		Draft draft = draft(application.id());
		if (draft.quota != null) {
			draft.quota.release();
		}
		draft.known = known;
		draft.quota = Limited.of(Level.APPLICATION, application.id().toString(), tier, known.revision());
		draft.quota.retain();
	}

	void removeApplication(String key) {
		Draft draft = draft(new ApplicationId(uuid(key)));
		if (draft.quota != null) {
			draft.quota.release();
		}
		draft.known = null;
		draft.quota = null;
	}

	void put(KnownEntry known, SnapshotEntry.ApplicationKey key) {
		putKey(known, key.key(), key.applicationId());
	}

	/** An API key is a client of its application, too. */
	void put(KnownEntry known, SnapshotEntry.ApiKey key) {
		putKey(known, key.key(), key.applicationId());
	}

	private void putKey(KnownEntry known, String key, ApplicationId application) {
		removeKey(key);
		Draft draft = draft(application);
		List<KnownEntry> keys = new ArrayList<>(draft.keys);
		keys.add(known);
		draft.keys = List.copyOf(keys);
		this.owners.put(key, draft.id);
	}

	void removeKey(String key) {
		ApplicationId owner = this.owners.remove(key);
		if (owner != null) {
			draft(owner).removeKey(key);
			this.keys.remove(key.startsWith("key:") ? key.substring(4) : key);
		}
	}

	void put(KnownEntry known, SnapshotEntry.Subscription subscription) {
		TenantId provider = this.apis.tenantOf(subscription.apiId());
		TierCell tier = (provider == null) ? null
				: this.tiers.find(provider, TierLevel.SUBSCRIPTION, subscription.tier());
		if (tier == null) {
			tier = this.tiers.get(known.tenantId(), TierLevel.SUBSCRIPTION, subscription.tier());
		}
		removeSubscription(subscription.key());
		Draft draft = draft(subscription.applicationId());
		ApiId apiId = this.apiIds.computeIfAbsent(subscription.apiId(), (id) -> id);
		Subscribed subscribed = new Subscribed(known, subscription, draft.id, apiId, tier);
		draft.subscriptions().put(subscribed);
		this.subscriptions.put(subscribed);
		subscribed.retain();
		if (provider == null) {
			this.early.computeIfAbsent(apiId, (_) -> new ArrayList<>()).add(subscribed);
		}
	}

	void removeSubscription(String key) {
		Subscribed gone = this.subscriptions.get(uuid(key));
		if (gone != null) {
			this.subscriptions.remove(uuid(key));
			Draft draft = draft(gone.applicationId());
			if (draft.subscriptions.get(gone.apiId()) == gone) {
				draft.subscriptions().remove(gone.apiId());
				gone.release();
			}
		}
	}

	private static UUID uuid(String key) {
		return UUID.fromString(key.substring(key.indexOf(':') + 1));
	}

	/**
	 * Says that the feed has told of an API. Those who had subscribed to it have the tier
	 * of its tenant, where that is another than their own.
	 * @param api the API version
	 */
	void apiCame(ApiId api) {
		List<Subscribed> waiting = this.early.remove(api);
		TenantId provider = this.apis.tenantOf(api);
		if (waiting == null || provider == null) {
			return;
		}
		for (Subscribed subscribed : waiting) {
			KnownEntry known = subscribed.toEntry();
			if (!provider.equals(subscribed.tenantId()) && this.subscriptions.get(subscribed.id().value()) == subscribed
					&& known.entry() instanceof SnapshotEntry.Subscription entry) {
				put(known, entry);
			}
		}
	}

	/**
	 * The clients by consumer key, with all that was changed until now.
	 * @return the table for calls
	 */
	Table<String, Key> publish() {
		Map<ApplicationId, Draft> changed = this.drafts;
		// To go through a map that was once large takes long, and so does to clear it.
		this.drafts = new HashMap<>();
		changed.values().forEach(this::finish);
		return this.keys.table();
	}

	private void finish(Draft draft) {
		if (draft.isEmpty()) {
			this.applications.remove(draft.id);
			return;
		}
		KnownEntry known = draft.known;
		CompiledApplication compiled = null;
		if (known != null && known.entry() instanceof SnapshotEntry.KnownApplication application
				&& draft.quota != null) {
			compiled = new CompiledApplication(draft.id, known.tenantId(),
					new Facts.Application(draft.id, application.name(), application.owner(), application.tier()),
					draft.quota, draft.subscriptions);
		}
		this.applications.put(draft.id, new Application(draft.id, known, draft.keys, draft.subscriptions, compiled));
		for (KnownEntry client : draft.keys) {
			switch (client.entry()) {
				case SnapshotEntry.ApplicationKey key ->
					finish(key.consumerKey().value(), client.tenantId(), key.keyType(), compiled);
				case SnapshotEntry.ApiKey key -> finish(key.key(), client.tenantId(), key.keyType(), compiled);
				default -> throw new IllegalStateException("a client is one of the two");
			}
		}
	}

	private void finish(String name, TenantId tenant, KeyType keyType, @Nullable CompiledApplication compiled) {
		if (compiled == null) {
			this.keys.remove(name);
		}
		else {
			this.keys.put(name, new Key(tenant, keyType, compiled));
		}
	}

	Kept kept() {
		Table<ApplicationId, Application> now = this.applications.table();
		return (action) -> now.forEach((_, application) -> application.forEach(action));
	}

}
