package org.gatehouse.gatewaycore.snapshot;

import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.assertion.Facts;
import org.gatehouse.gatewaycore.throttle.Level;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.jspecify.annotations.Nullable;

/**
 * An application, ready to be asked.
 */
public final class CompiledApplication {

	private final ApplicationId id;

	private final TenantId tenant;

	private final Facts.Application facts;

	private final Limited quota;

	private final Subscriptions subscriptions;

	CompiledApplication(ApplicationId id, TenantId tenant, Facts.Application facts, Limited quota,
			Subscriptions subscriptions) {
		this.id = id;
		this.tenant = tenant;
		this.facts = facts;
		this.quota = quota;
		this.subscriptions = subscriptions;
	}

	public ApplicationId id() {
		return this.id;
	}

	/**
	 * Whose it is.
	 * @return the tenant
	 */
	public TenantId tenant() {
		return this.tenant;
	}

	public String name() {
		return this.facts.name();
	}

	/**
	 * What backends are told of it.
	 * @return the facts
	 */
	public Facts.Application facts() {
		return this.facts;
	}

	/**
	 * Its quota.
	 * @return what its calls count in
	 */
	public Limited quota() {
		return this.quota;
	}

	/**
	 * Its subscription to an API.
	 * @param api the API version
	 * @return the subscription, null where there is none
	 */
	public @Nullable Subscribed subscription(ApiId api) {
		return this.subscriptions.get(api);
	}

	/**
	 * A subscription of an application. There may be a million of them: identifiers are
	 * shared or kept as numbers, and the limit is made by the first call.
	 */
	public static final class Subscribed extends Limited {

		private final long idHigh;

		private final long idLow;

		private final ApplicationId applicationId;

		private final ApiId apiId;

		private final TenantId tenantId;

		private final String tierName;

		private final SubscriptionStatus status;

		Subscribed(KnownEntry known, SnapshotEntry.Subscription entry, ApplicationId applicationId, ApiId apiId,
				TierCell tier) {
			super(tier, known.revision());
			this.idHigh = entry.id().value().getMostSignificantBits();
			this.idLow = entry.id().value().getLeastSignificantBits();
			this.applicationId = applicationId;
			this.apiId = apiId;
			this.tenantId = known.tenantId();
			this.tierName = entry.tier().intern();
			this.status = entry.status();
		}

		/**
		 * Its tier.
		 * @return the tier's name
		 */
		public String tierName() {
			return this.tierName;
		}

		SubscriptionId id() {
			return new SubscriptionId(new UUID(this.idHigh, this.idLow));
		}

		boolean isNamed(UUID id) {
			return id.getLeastSignificantBits() == this.idLow && id.getMostSignificantBits() == this.idHigh;
		}

		ApplicationId applicationId() {
			return this.applicationId;
		}

		ApiId apiId() {
			return this.apiId;
		}

		TenantId tenantId() {
			return this.tenantId;
		}

		/**
		 * Tells whether calls pass.
		 * @return its status
		 */
		public SubscriptionStatus status() {
			return this.status;
		}

		@Override
		protected Level level() {
			return Level.SUBSCRIPTION;
		}

		@Override
		protected String subject() {
			return this.applicationId + " " + this.apiId;
		}

		KnownEntry toEntry() {
			return new KnownEntry(revision(), this.tenantId,
					new SnapshotEntry.Subscription(id(), this.applicationId, this.apiId, this.tierName, this.status));
		}

	}

	/**
	 * A client of an application.
	 *
	 * @param tenant the tenant that it belongs to
	 * @param keyType which endpoint it leads to
	 * @param application the application
	 */
	public record Key(TenantId tenant, KeyType keyType, CompiledApplication application) {

	}

}
