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
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.tenant.TenantOwned;
import org.gatehouse.db.tier.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's collection of subscriptions; it owns keys.
 */
@Entity
public class Application extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "owner_id")
	private UserAccount owner;

	private String name;

	private @Nullable String description;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "tier_id")
	private Tier tier;

	@Enumerated(EnumType.STRING)
	private TokenFormat tokenFormat;

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected Application() {
	}

	/**
	 * Makes an application.
	 * @param owner the user who owns it
	 * @param name unique among the owner's applications, ignoring case
	 * @param tier its application tier
	 * @param tokenFormat what its tokens look like
	 * @param now the time
	 */
	public Application(UserAccount owner, String name, Tier tier, TokenFormat tokenFormat, Instant now) {
		super(UUID.randomUUID());
		this.owner = owner;
		this.name = name;
		this.tier = tier;
		this.tokenFormat = tokenFormat;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public ApplicationId applicationId() {
		return new ApplicationId(getId());
	}

	public UserAccount owner() {
		return this.owner;
	}

	public String name() {
		return this.name;
	}

	public @Nullable String description() {
		return this.description;
	}

	public Tier tier() {
		return this.tier;
	}

	public TokenFormat tokenFormat() {
		return this.tokenFormat;
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

	public void change(String name, @Nullable String description, Tier tier, TokenFormat tokenFormat, Instant now) {
		this.name = name;
		this.description = description;
		this.tier = tier;
		this.tokenFormat = tokenFormat;
		this.updatedAt = now;
	}

	/**
	 * What a gateway has to know of the application.
	 * @return the entry for the change feed
	 */
	public SnapshotEntry.KnownApplication toSnapshot() {
		return new SnapshotEntry.KnownApplication(applicationId(), this.name, this.owner.userName(), this.tier.name());
	}

}
