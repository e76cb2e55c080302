package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import org.gatehouse.db.tenant.TenantOwned;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose users may sign in.
 */
@Entity
public class LdapStore extends TenantOwned {

	private String domain;

	private int rank;

	private boolean enabled;

	@JdbcTypeCode(SqlTypes.JSON)
	private String settings;

	private byte @Nullable [] sealedBindPassword;

	@Column(insertable = false, updatable = false)
	private boolean unreachable;

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected LdapStore() {
	}

	/**
	 * Makes a directory.
	 * @param id its identifier, which its sealed password goes by
	 * @param domain what stands before its users' names, in upper case
	 * @param now the time
	 */
	public LdapStore(UUID id, String domain, Instant now) {
		super(id);
		this.domain = domain;
		this.settings = "{}";
		this.createdAt = now;
		this.updatedAt = now;
	}

	public String domain() {
		return this.domain;
	}

	/**
	 * Its place among the directories, for names without a domain.
	 * @return the smaller, the earlier
	 */
	public int rank() {
		return this.rank;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * How it is reached and read.
	 * @return JSON
	 */
	public String settings() {
		return this.settings;
	}

	/**
	 * The password of the account that reads it.
	 * @return sealed, null where there is none
	 */
	public byte @Nullable [] sealedBindPassword() {
		return (this.sealedBindPassword != null) ? this.sealedBindPassword.clone() : null;
	}

	/**
	 * Whether it was out of reach when it was last to be read, and has not answered
	 * since. {@link LdapReadings} notes that.
	 * @return true if so
	 */
	public boolean isUnreachable() {
		return this.unreachable;
	}

	public long rowVersion() {
		return this.rowVersion;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	/**
	 * Changes how it is reached and read.
	 * @param rank its place among the directories
	 * @param settings JSON
	 * @param sealedBindPassword the password of the account that reads it, sealed; null
	 * for none
	 * @param now the time
	 */
	public void set(int rank, String settings, byte @Nullable [] sealedBindPassword, Instant now) {
		this.rank = rank;
		this.settings = settings;
		this.sealedBindPassword = (sealedBindPassword != null) ? sealedBindPassword.clone() : null;
		this.updatedAt = now;
	}

	public void enable(boolean enabled, Instant now) {
		this.enabled = enabled;
		this.updatedAt = now;
	}

}
