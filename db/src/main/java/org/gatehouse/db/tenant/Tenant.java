package org.gatehouse.db.tenant;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.gatehouse.common.identity.TenantId;

/**
 * An isolated organisation.
 */
@Entity
public class Tenant {

	@Id
	private UUID id;

	private String domain;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected Tenant() {
	}

	Tenant(TenantId id, String domain, Instant createdAt) {
		this.id = id.value();
		this.domain = domain;
		this.createdAt = createdAt;
	}

	public TenantId id() {
		return new TenantId(this.id);
	}

	public String domain() {
		return this.domain;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

}
