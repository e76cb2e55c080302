package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A role of a tenant; in SCIM, a group.
 */
@Entity
public class Role extends TenantOwned {

	private String name;

	private @Nullable String externalId;

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

	/**
	 * The name that a system which provisions goes by.
	 * @return the name, in that system's letters; null where there is none
	 */
	public @Nullable String externalId() {
		return this.externalId;
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

	/**
	 * Notes the name that a system which provisions goes by.
	 * @param externalId the name, null for none
	 * @param now the time
	 */
	public void identify(@Nullable String externalId, Instant now) {
		this.externalId = externalId;
		this.updatedAt = now;
	}

	public void touch(Instant now) {
		this.updatedAt = now;
	}

}
