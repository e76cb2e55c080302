package org.gatehouse.db.api;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A provider's named product: what its versions have in common.
 */
@Entity
public class Api extends TenantOwned {

	private String name;

	private String context;

	private String provider;

	private @Nullable UUID defaultVersionId;

	private @Nullable UUID liveDefaultVersionId;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected Api() {
	}

	/**
	 * Makes an API without versions.
	 * @param name unique within the tenant, ignoring case
	 * @param context the URL prefix with its leading slash, unique within the tenant,
	 * ignoring case
	 * @param provider the user who provides it
	 * @param now the time
	 */
	public Api(String name, String context, String provider, Instant now) {
		super(UUID.randomUUID());
		this.name = name;
		this.context = context;
		this.provider = provider;
		this.createdAt = now;
	}

	public String name() {
		return this.name;
	}

	public String context() {
		return this.context;
	}

	public String provider() {
		return this.provider;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	/**
	 * The version that is marked as the default one.
	 * @return a version's identifier, null where none is marked
	 */
	public @Nullable UUID defaultVersionId() {
		return this.defaultVersionId;
	}

	/**
	 * The version that answers calls without a version: the marked one once it is
	 * published, until then the one that was marked before.
	 * @return a version's identifier, null where none answers
	 */
	public @Nullable UUID liveDefaultVersionId() {
		return this.liveDefaultVersionId;
	}

	public void markDefault(@Nullable UUID versionId) {
		this.defaultVersionId = versionId;
	}

	public void serveByDefault(@Nullable UUID versionId) {
		this.liveDefaultVersionId = versionId;
	}

}
