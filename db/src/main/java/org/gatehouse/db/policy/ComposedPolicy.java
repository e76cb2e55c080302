package org.gatehouse.db.policy;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import org.gatehouse.db.tenant.TenantOwned;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A policy that a tenant has composed of the catalogue's.
 */
@Entity
public class ComposedPolicy extends TenantOwned {

	private @Nullable UUID apiVersionId;

	private String name;

	private String version;

	@JdbcTypeCode(SqlTypes.JSON)
	private String content;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected ComposedPolicy() {
	}

	/**
	 * Makes a policy.
	 * @param apiVersionId the API version that alone may use it, null for all
	 * @param name its name
	 * @param version its version, unique with the name
	 * @param content what it is made of, as checked JSON
	 * @param now the time
	 */
	public ComposedPolicy(@Nullable UUID apiVersionId, String name, String version, String content, Instant now) {
		super(UUID.randomUUID());
		this.apiVersionId = apiVersionId;
		this.name = name;
		this.version = version;
		this.content = content;
		this.createdAt = now;
	}

	public @Nullable UUID apiVersionId() {
		return this.apiVersionId;
	}

	public String name() {
		return this.name;
	}

	public String version() {
		return this.version;
	}

	public String content() {
		return this.content;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

}
