package org.gatehouse.db.tenant;

import java.util.UUID;

import jakarta.persistence.Entity;

/**
 * Something that a tenant's administrator can set.
 */
@Entity
public class TenantSetting extends TenantOwned {

	private String name;

	private String value;

	@SuppressWarnings("NullAway.Init")
	protected TenantSetting() {
	}

	/**
	 * Makes a setting.
	 * @param name its name, unique within the tenant
	 * @param value its value
	 */
	public TenantSetting(String name, String value) {
		super(UUID.randomUUID());
		this.name = name;
		this.value = value;
	}

	public String name() {
		return this.name;
	}

	public String value() {
		return this.value;
	}

	public void change(String value) {
		this.value = value;
	}

}
