package org.gatehouse.db.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A key by which an application calls without a token; the key itself is known to nobody.
 */
@Entity
public class ApiKey extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "application_id")
	private Application application;

	@Enumerated(EnumType.STRING)
	private KeyType keyType;

	private String keyHash;

	private String label;

	private List<String> permittedIps = new ArrayList<>();

	private List<String> permittedReferers = new ArrayList<>();

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	@SuppressWarnings("NullAway.Init")
	protected ApiKey() {
	}

	/**
	 * Makes a key that is taken from anywhere.
	 * @param application the application that it speaks for
	 * @param keyType which endpoint it leads to
	 * @param keyHash SHA-256 of the key in lower-case hex
	 * @param label what its owner calls it, may be empty
	 * @param now the time
	 * @param expiresAt from when on it is no longer taken, null for always
	 */
	public ApiKey(Application application, KeyType keyType, String keyHash, String label, Instant now,
			@Nullable Instant expiresAt) {
		super(UUID.randomUUID());
		this.application = application;
		this.keyType = keyType;
		this.keyHash = keyHash;
		this.label = label;
		this.createdAt = now;
		this.expiresAt = expiresAt;
	}

	/**
	 * Says from where the key is taken.
	 * @param ips addresses and ranges, empty for all
	 * @param referers pages, empty for all
	 */
	public void permit(List<String> ips, List<String> referers) {
		this.permittedIps = new ArrayList<>(ips);
		this.permittedReferers = new ArrayList<>(referers);
	}

	/**
	 * Puts another key in this one's place.
	 * @param newHash SHA-256 of the other key
	 * @param now the time
	 * @param newExpiry from when on it is no longer taken, null for always
	 */
	public void renew(String newHash, Instant now, @Nullable Instant newExpiry) {
		this.keyHash = newHash;
		this.createdAt = now;
		this.expiresAt = newExpiry;
	}

	public KeyType keyType() {
		return this.keyType;
	}

	public String label() {
		return this.label;
	}

	public List<String> permittedIps() {
		return List.copyOf(this.permittedIps);
	}

	public List<String> permittedReferers() {
		return List.copyOf(this.permittedReferers);
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public @Nullable Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * What a gateway has to know of the key.
	 * @return the entry for the change feed
	 */
	public SnapshotEntry.ApiKey toSnapshot() {
		return new SnapshotEntry.ApiKey(this.keyHash, this.application.applicationId(), this.keyType, this.createdAt,
				this.expiresAt, permittedIps(), permittedReferers());
	}

}
