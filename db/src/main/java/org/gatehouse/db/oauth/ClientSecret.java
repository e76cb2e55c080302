package org.gatehouse.db.oauth;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * One of a client's secrets, known by its hash. A client may have several, so that one
 * can be replaced while another is still in use.
 */
@Entity
@Table(name = "oauth_client_secret")
public class ClientSecret extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "client_id")
	private OAuthClient client;

	private String secretHash;

	private String label;

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	@Column(insertable = false)
	private @Nullable Instant lastUsedAt;

	@SuppressWarnings("NullAway.Init")
	protected ClientSecret() {
	}

	@SuppressWarnings("NullAway.Init")
	ClientSecret(OAuthClient client, String secretHash, String label, Instant createdAt, @Nullable Instant expiresAt) {
		super(UUID.randomUUID());
		this.client = client;
		this.secretHash = secretHash;
		this.label = label;
		this.createdAt = createdAt;
		this.expiresAt = expiresAt;
	}

	public OAuthClient client() {
		return this.client;
	}

	/**
	 * What the secret is compared with.
	 * @return {@link ClientSecrets#hash} of it
	 */
	public String secretHash() {
		return this.secretHash;
	}

	/**
	 * What its owner calls it.
	 * @return a short text, empty for none
	 */
	public String label() {
		return this.label;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public @Nullable Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * When it was last used, give or take a minute.
	 * @return the time, null for never
	 */
	public @Nullable Instant lastUsedAt() {
		return this.lastUsedAt;
	}

	/**
	 * Whether it can be used.
	 * @param now the time
	 * @return false once it has expired
	 */
	public boolean holds(Instant now) {
		return this.expiresAt == null || this.expiresAt.isAfter(now);
	}

}
