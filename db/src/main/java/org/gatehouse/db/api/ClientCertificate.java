package org.gatehouse.db.api;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.db.tenant.TenantOwned;
import org.gatehouse.db.tier.Tier;

/**
 * A certificate by which clients call an API version.
 */
@Entity
public class ClientCertificate extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_version_id")
	private ApiVersion apiVersion;

	private String alias;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "tier_id")
	private Tier tier;

	private byte[] certificate;

	private String fingerprint;

	private String subject;

	private Instant notBefore;

	private Instant notAfter;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected ClientCertificate() {
	}

	/**
	 * Makes a certificate known.
	 * @param apiVersion the API version
	 * @param alias its name there
	 * @param tier the subscription tier of calls that have nothing else
	 * @param shown the certificate
	 * @param now the time
	 */
	@SuppressWarnings("NullAway.Init")
	public ClientCertificate(ApiVersion apiVersion, String alias, Tier tier, Shown shown, Instant now) {
		super(UUID.randomUUID());
		this.apiVersion = apiVersion;
		this.alias = alias;
		this.tier = tier;
		this.createdAt = now;
		replace(shown);
	}

	/**
	 * What clients show.
	 *
	 * @param der the certificate (DER)
	 * @param fingerprint its SHA-256 in lower-case hex
	 * @param subject whose it is
	 * @param notBefore from when on it is valid
	 * @param notAfter until when it is valid
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	public record Shown(byte[] der, String fingerprint, String subject, Instant notBefore, Instant notAfter) {

	}

	/**
	 * Puts another certificate in this one's place.
	 * @param shown the certificate
	 */
	public final void replace(Shown shown) {
		this.certificate = shown.der().clone();
		this.fingerprint = shown.fingerprint();
		this.subject = shown.subject();
		this.notBefore = shown.notBefore();
		this.notAfter = shown.notAfter();
	}

	public void limit(Tier other) {
		this.tier = other;
	}

	public String alias() {
		return this.alias;
	}

	public Tier tier() {
		return this.tier;
	}

	/**
	 * The certificate.
	 * @return DER
	 */
	public byte[] der() {
		return this.certificate.clone();
	}

	public String fingerprint() {
		return this.fingerprint;
	}

	public String subject() {
		return this.subject;
	}

	public Instant notBefore() {
		return this.notBefore;
	}

	public Instant notAfter() {
		return this.notAfter;
	}

	/**
	 * What a gateway has to know of the certificate.
	 * @return the entry for the change feed
	 */
	public CallerCertificate toSnapshot() {
		return new CallerCertificate(this.apiVersion.apiId(), this.alias, this.fingerprint, this.tier.name(),
				this.notBefore, this.notAfter);
	}

}
