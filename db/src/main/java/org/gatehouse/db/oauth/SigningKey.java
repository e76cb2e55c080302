package org.gatehouse.db.oauth;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.gatehouse.common.identity.TenantId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs a tenant's tokens. Its private part is sealed.
 */
@Entity
public class SigningKey {

	@Id
	private String keyId;

	@org.hibernate.annotations.TenantId
	@Column(nullable = false, updatable = false)
	private UUID tenantId;

	private String algorithm;

	@JdbcTypeCode(SqlTypes.JSON)
	private String publicJwk;

	private byte @Nullable [] sealedPrivate;

	private Instant createdAt;

	private Instant activeFrom;

	private @Nullable Instant retiredAt;

	@SuppressWarnings("NullAway.Init")
	protected SigningKey() {
	}

	/**
	 * Makes a key.
	 * @param keyId {@code kid} in the tokens
	 * @param algorithm the JWS algorithm (RFC 7518 section 3.1)
	 * @param publicJwk the public key as JSON
	 * @param sealedPrivate the private key, sealed
	 * @param now the time
	 * @param activeFrom when it begins to sign
	 */
	@SuppressWarnings("NullAway.Init")
	public SigningKey(String keyId, String algorithm, String publicJwk, byte[] sealedPrivate, Instant now,
			Instant activeFrom) {
		this.keyId = keyId;
		this.algorithm = algorithm;
		this.publicJwk = publicJwk;
		this.sealedPrivate = sealedPrivate.clone();
		this.createdAt = now;
		this.activeFrom = activeFrom;
	}

	public String keyId() {
		return this.keyId;
	}

	public TenantId tenantId() {
		return new TenantId(this.tenantId);
	}

	public String algorithm() {
		return this.algorithm;
	}

	public String publicJwk() {
		return this.publicJwk;
	}

	/**
	 * The private part.
	 * @return sealed, or null once it was erased
	 */
	public byte @Nullable [] sealedPrivate() {
		return (this.sealedPrivate != null) ? this.sealedPrivate.clone() : null;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant activeFrom() {
		return this.activeFrom;
	}

	/**
	 * When it ceases to sign.
	 * @return the time, null while no other key is to follow
	 */
	public @Nullable Instant retiredAt() {
		return this.retiredAt;
	}

	/**
	 * Has it cease to sign.
	 * @param at when, unless it does so earlier already
	 */
	public void retire(Instant at) {
		if (this.retiredAt == null || this.retiredAt.isAfter(at)) {
			this.retiredAt = at;
		}
	}

	/**
	 * Has it go on, because the key that was to follow does not.
	 * @param now the time; a key that has ceased stays so
	 */
	public void keepSigning(Instant now) {
		if (this.retiredAt != null && this.retiredAt.isAfter(now)) {
			this.retiredAt = null;
		}
	}

	/** Forgets the private part; the key can only verify from now on. */
	public void erasePrivate() {
		this.sealedPrivate = null;
	}

}
