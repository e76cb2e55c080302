package org.gatehouse.db.application;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import org.gatehouse.common.application.SubscriptionId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.tenant.TenantOwned;
import org.gatehouse.db.tier.Tier;

/**
 * An application's subscription to an API version on a tier.
 */
@Entity
public class Subscription extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "application_id")
	private Application application;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_version_id")
	private ApiVersion apiVersion;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "tier_id")
	private Tier tier;

	@Enumerated(EnumType.STRING)
	private SubscriptionStatus status;

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected Subscription() {
	}

	/**
	 * Makes a subscription that lets calls through.
	 * @param application the application
	 * @param apiVersion the API version
	 * @param tier a subscription tier that the version is offered on
	 * @param now the time
	 */
	public Subscription(Application application, ApiVersion apiVersion, Tier tier, Instant now) {
		super(UUID.randomUUID());
		this.application = application;
		this.apiVersion = apiVersion;
		this.tier = tier;
		this.status = SubscriptionStatus.UNBLOCKED;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public SubscriptionId subscriptionId() {
		return new SubscriptionId(getId());
	}

	public Application application() {
		return this.application;
	}

	public ApiVersion apiVersion() {
		return this.apiVersion;
	}

	public Tier tier() {
		return this.tier;
	}

	public SubscriptionStatus status() {
		return this.status;
	}

	public long rowVersion() {
		return this.rowVersion;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	public void changeTier(Tier tier, Instant now) {
		this.tier = tier;
		this.updatedAt = now;
	}

	public void changeStatus(SubscriptionStatus status, Instant now) {
		this.status = status;
		this.updatedAt = now;
	}

	/**
	 * What a gateway has to know of the subscription.
	 * @return the entry for the change feed
	 */
	public SnapshotEntry.Subscription toSnapshot() {
		return new SnapshotEntry.Subscription(subscriptionId(), this.application.applicationId(),
				this.apiVersion.apiId(), this.tier.name(), this.status);
	}

}
