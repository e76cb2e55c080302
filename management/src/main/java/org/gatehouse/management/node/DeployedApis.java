package org.gatehouse.management.node;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.SnapshotEntry.DeployedApi;
import org.gatehouse.common.snapshot.TracedApi;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.feed.FeedEntries;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The APIs in force, as the feed has them that the gateways follow.
 */
@Service
class DeployedApis {

	private static final Logger LOG = LoggerFactory.getLogger(DeployedApis.class);

	private final FeedEntries feed;

	private final ChangeLog changes;

	private final TransactionTemplate transactions;

	DeployedApis(FeedEntries feed, ChangeLog changes, PlatformTransactionManager transactions) {
		this.feed = feed;
		this.changes = changes;
		this.transactions = new TransactionTemplate(transactions);
	}

	/**
	 * An API in force.
	 *
	 * @param tenantId the tenant that it belongs to
	 * @param api the API as it is deployed
	 * @param traced whether all its calls are traced
	 */
	record Deployed(TenantId tenantId, DeployedApi api, boolean traced) {

		String name() {
			return this.api.name() + ":v" + this.api.version();
		}

	}

	/**
	 * Lists them.
	 * @param searchKey a part of the name in any case, null for all
	 * @return in the order of name and version
	 */
	List<Deployed> list(@Nullable String searchKey) {
		String part = (searchKey != null) ? searchKey.toLowerCase(Locale.ROOT) : "";
		return all().stream()
			.filter((deployed) -> deployed.api().name().toLowerCase(Locale.ROOT).contains(part))
			.sorted(Comparator.comparing((Deployed deployed) -> deployed.api().name())
				.thenComparing((deployed) -> deployed.api().version()))
			.toList();
	}

	/**
	 * Finds one.
	 * @param name its name, or name and version as {@code name:v1.0.0}
	 * @return the API, empty where none is so named
	 */
	Optional<Deployed> find(String name) {
		return all().stream()
			.filter((deployed) -> deployed.api().name().equals(name) || deployed.name().equals(name))
			.findFirst();
	}

	/**
	 * Switches tracing on or off, on all gateways.
	 * @param deployed the API
	 * @param on true to trace all its calls
	 * @param user who does it, for the log
	 */
	void trace(Deployed deployed, boolean on, String user) {
		TracedApi entry = new TracedApi(deployed.api().id());
		TenantContext.call(deployed.tenantId(), () -> this.transactions.execute((_) -> {
			if (on) {
				this.changes.record(entry);
			}
			else {
				this.changes.remove(entry.key());
			}
			return true;
		}));
		LOG.info("{} switched tracing of {} {}", user, deployed.name(), on ? "on" : "off");
	}

	private List<Deployed> all() {
		Set<ApiId> traced = this.feed.ofKind("traced")
			.stream()
			.map((change) -> ((TracedApi) entry(change)).apiId())
			.collect(Collectors.toSet());
		return this.feed.ofKind("api").stream().<Deployed>mapMulti((change, add) -> {
			DeployedApi api = (DeployedApi) entry(change);
			if (api.state().isDeployable()) {
				add.accept(new Deployed(change.tenantId(), api, traced.contains(api.id())));
			}
		}).toList();
	}

	private static Object entry(Change change) {
		return java.util.Objects.requireNonNull(change.entry(), "only what is in force is read");
	}

}
