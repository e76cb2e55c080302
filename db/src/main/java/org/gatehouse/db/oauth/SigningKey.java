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

	private byte[] sealedPrivate;

	private Instant createdAt;

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
	 */
	@SuppressWarnings("NullAway.Init")
	public SigningKey(String keyId, String algorithm, String publicJwk, byte[] sealedPrivate, Instant now) {
		this.keyId = keyId;
		this.algorithm = algorithm;
		this.publicJwk = publicJwk;
		this.sealedPrivate = sealedPrivate.clone();
		this.createdAt = now;
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

	public byte[] sealedPrivate() {
		return this.sealedPrivate.clone();
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public @Nullable Instant retiredAt() {
		return this.retiredAt;
	}

}
