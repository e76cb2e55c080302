package org.gatehouse.db.oauth;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may say who a tenant's users are (RFC 7523 section 2.1).
 */
@Entity
public class TrustedIssuer extends TenantOwned {

	private String name;

	private String issuer;

	private @Nullable String jwks;

	private @Nullable String jwksUri;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected TrustedIssuer() {
	}

	/**
	 * Makes an issuer.
	 * @param name what administrators call it
	 * @param issuer {@code iss} of its assertions, unique in the tenant
	 * @param jwks a checked JSON Web Key Set of public keys, null where there is a URL
	 * @param jwksUri the URL of one, null where the keys are written down
	 * @param now the time
	 */
	public TrustedIssuer(String name, String issuer, @Nullable String jwks, @Nullable String jwksUri, Instant now) {
		super(UUID.randomUUID());
		this.name = name;
		this.issuer = issuer;
		this.jwks = jwks;
		this.jwksUri = jwksUri;
		this.createdAt = now;
	}

	public String name() {
		return this.name;
	}

	public String issuer() {
		return this.issuer;
	}

	public @Nullable String jwks() {
		return this.jwks;
	}

	public @Nullable String jwksUri() {
		return this.jwksUri;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

}
