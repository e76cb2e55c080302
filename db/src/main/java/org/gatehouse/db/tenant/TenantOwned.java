package org.gatehouse.db.tenant;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.gatehouse.common.identity.TenantId;
import org.springframework.data.domain.Persistable;

/**
 * A row that belongs to a tenant. Hibernate sets the tenant of a new row to the bound one
 * and adds it to every query.
 */
@MappedSuperclass
public abstract class TenantOwned implements Persistable<UUID> {

	@Id
	private UUID id;

	@org.hibernate.annotations.TenantId
	@Column(nullable = false, updatable = false)
	private UUID tenantId;

	@Transient
	private boolean unsaved = true;

	/**
	 * For Hibernate, which sets the fields itself.
	 */
	@SuppressWarnings("NullAway.Init")
	protected TenantOwned() {
	}

	/**
	 * Makes a row that is not in the database yet.
	 * @param id its identifier
	 */
	@SuppressWarnings("NullAway.Init")
	protected TenantOwned(UUID id) {
		this.id = id;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.unsaved;
	}

	@PostLoad
	@PostPersist
	void saved() {
		this.unsaved = false;
	}

	/**
	 * The tenant that the row belongs to.
	 * @return the tenant; of a row that is not saved yet, the bound one
	 */
	public TenantId tenantId() {
		UUID tenant = this.tenantId;
		return (tenant != null) ? new TenantId(tenant) : TenantContext.current();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof TenantOwned row && getClass() == row.getClass() && this.id.equals(row.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

}
