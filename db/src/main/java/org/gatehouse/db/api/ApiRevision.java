package org.gatehouse.db.api;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.gatehouse.db.tenant.TenantOwned;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What an API version looked like when it was fixed. Revisions never change.
 */
@Entity
public class ApiRevision extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_version_id")
	private ApiVersion apiVersion;

	private int number;

	private @Nullable String description;

	@JdbcTypeCode(SqlTypes.JSON)
	private String content;

	private String createdBy;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected ApiRevision() {
	}

	/**
	 * Fixes a version.
	 * @param apiVersion the version
	 * @param number one more than the version's last revision
	 * @param description what people read, may be null
	 * @param content what a gateway needs of the version, as JSON
	 * @param createdBy the user's name
	 * @param now the time
	 */
	public ApiRevision(ApiVersion apiVersion, int number, @Nullable String description, String content,
			String createdBy, Instant now) {
		super(UUID.randomUUID());
		this.apiVersion = apiVersion;
		this.number = number;
		this.description = description;
		this.content = content;
		this.createdBy = createdBy;
		this.createdAt = now;
	}

	public ApiVersion apiVersion() {
		return this.apiVersion;
	}

	public int number() {
		return this.number;
	}

	public @Nullable String description() {
		return this.description;
	}

	public String content() {
		return this.content;
	}

	public String createdBy() {
		return this.createdBy;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

}
