package org.gatehouse.db.certificate;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.gatehouse.db.tenant.TenantOwned;

/**
 * A certificate that is trusted in the backends at one address.
 */
@Entity
@Table(name = "endpoint_certificate")
public class UploadedCertificate extends TenantOwned {

	private String alias;

	private String endpoint;

	private String host;

	private int port;

	private String certificate;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected UploadedCertificate() {
	}

	/**
	 * Makes one.
	 * @param alias its name, unique in the tenant
	 * @param endpoint the address as it was typed
	 * @param host the address's host in lower case
	 * @param port the address's port
	 * @param certificate X.509 in Base64 of DER
	 * @param now the time
	 */
	public UploadedCertificate(String alias, String endpoint, String host, int port, String certificate, Instant now) {
		super(UUID.randomUUID());
		this.alias = alias;
		this.endpoint = endpoint;
		this.host = host;
		this.port = port;
		this.certificate = certificate;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public String alias() {
		return this.alias;
	}

	public String endpoint() {
		return this.endpoint;
	}

	public String host() {
		return this.host;
	}

	public int port() {
		return this.port;
	}

	/**
	 * The certificate.
	 * @return X.509 in Base64 of DER
	 */
	public String certificate() {
		return this.certificate;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	/**
	 * Replaces the certificate.
	 * @param certificate X.509 in Base64 of DER
	 * @param now the time
	 */
	public void replace(String certificate, Instant now) {
		this.certificate = certificate;
		this.updatedAt = now;
	}

}
