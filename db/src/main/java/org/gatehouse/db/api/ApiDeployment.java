package org.gatehouse.db.api;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.gatehouse.db.tenant.TenantOwned;

/**
 * Which revision of an API version is in force in a gateway environment.
 */
@Entity
public class ApiDeployment extends TenantOwned {

	/** The gateway environment that every installation has. */
	public static final String DEFAULT_ENVIRONMENT = "Default";

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_version_id")
	private ApiVersion apiVersion;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "revision_id")
	private ApiRevision revision;

	private String environment;

	private String deployedBy;

	private Instant deployedAt;

	@SuppressWarnings("NullAway.Init")
	protected ApiDeployment() {
	}

	public ApiDeployment(ApiVersion apiVersion, ApiRevision revision, String environment, String deployedBy,
			Instant now) {
		super(UUID.randomUUID());
		this.apiVersion = apiVersion;
		this.revision = revision;
		this.environment = environment;
		this.deployedBy = deployedBy;
		this.deployedAt = now;
	}

	public ApiVersion apiVersion() {
		return this.apiVersion;
	}

	public ApiRevision revision() {
		return this.revision;
	}

	public String environment() {
		return this.environment;
	}

	public String deployedBy() {
		return this.deployedBy;
	}

	public Instant deployedAt() {
		return this.deployedAt;
	}

	public void replace(ApiRevision revision, String deployedBy, Instant now) {
		this.revision = revision;
		this.deployedBy = deployedBy;
		this.deployedAt = now;
	}

}
