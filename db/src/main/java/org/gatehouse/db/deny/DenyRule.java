package org.gatehouse.db.deny;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Version;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Denied;
import org.gatehouse.db.tenant.TenantOwned;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import tools.jackson.databind.json.JsonMapper;

/**
 * A deny rule of a tenant. What it denies never changes; it is switched on and off.
 */
@Entity
public class DenyRule extends TenantOwned {

	/**
	 * What a rule is about.
	 */
	public enum Kind {

		API, APPLICATION, IP, IPRANGE, USER

	}

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private String value;

	private boolean inverted;

	@JdbcTypeCode(SqlTypes.JSON)
	private String denied;

	private boolean active;

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected DenyRule() {
	}

	/**
	 * Makes a rule.
	 * @param kind what it is about
	 * @param value what people know that by, in its usual form
	 * @param inverted true if everything else of the kind is meant
	 * @param denied what gateways know it by
	 * @param active whether it is in force
	 * @param now the time
	 */
	public DenyRule(Kind kind, String value, boolean inverted, Denied denied, boolean active, Instant now) {
		super(UUID.randomUUID());
		this.kind = kind;
		this.value = value;
		this.inverted = inverted;
		this.denied = JsonMapper.shared().writerFor(Denied.class).writeValueAsString(denied);
		this.active = active;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public Kind kind() {
		return this.kind;
	}

	public String value() {
		return this.value;
	}

	public boolean isInverted() {
		return this.inverted;
	}

	public Denied denied() {
		return JsonMapper.shared().readValue(this.denied, Denied.class);
	}

	public boolean isActive() {
		return this.active;
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

	public void activate(boolean active, Instant now) {
		this.active = active;
		this.updatedAt = now;
	}

	/**
	 * What a gateway has to know of the rule.
	 * @return the entry for the change feed
	 */
	public SnapshotEntry.DenyRule toSnapshot() {
		return new SnapshotEntry.DenyRule(getId(), denied(), this.active);
	}

}
