package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import org.gatehouse.db.tenant.TenantOwned;

/**
 * A role of a tenant; in SCIM, a group.
 */
@Entity
public class Role extends TenantOwned {

	private String name;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected Role() {
	}

	/**
	 * Makes a role.
	 * @param name unique within the tenant, ignoring case
	 * @param now the time
	 */
	public Role(String name, Instant now) {
		super(UUID.randomUUID());
		this.name = name;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public String name() {
		return this.name;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	public void rename(String name, Instant now) {
		this.name = name;
		this.updatedAt = now;
	}

	public void touch(Instant now) {
		this.updatedAt = now;
	}

}
