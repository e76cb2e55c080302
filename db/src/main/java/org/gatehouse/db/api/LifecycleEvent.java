package org.gatehouse.db.api;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.tenant.TenantOwned;

/**
 * A step in the life of an API version.
 */
@Entity
public class LifecycleEvent extends TenantOwned {

	private UUID apiVersionId;

	private String action;

	@Enumerated(EnumType.STRING)
	private LifecycleState fromState;

	@Enumerated(EnumType.STRING)
	private LifecycleState toState;

	private String actor;

	private Instant happenedAt;

	@SuppressWarnings("NullAway.Init")
	protected LifecycleEvent() {
	}

	public LifecycleEvent(ApiVersion apiVersion, String action, LifecycleState from, LifecycleState to, String actor,
			Instant now) {
		super(UUID.randomUUID());
		this.apiVersionId = apiVersion.getId();
		this.action = action;
		this.fromState = from;
		this.toState = to;
		this.actor = actor;
		this.happenedAt = now;
	}

	public UUID apiVersionId() {
		return this.apiVersionId;
	}

	public String action() {
		return this.action;
	}

	public LifecycleState fromState() {
		return this.fromState;
	}

	public LifecycleState toState() {
		return this.toState;
	}

	public String actor() {
		return this.actor;
	}

	public Instant happenedAt() {
		return this.happenedAt;
	}

}
