package org.gatehouse.publisher.callers;

import java.time.Instant;

import org.gatehouse.db.api.ClientCertificate;

/**
 * A client certificate as providers see it.
 *
 * @param alias its name among those of the API version
 * @param tier the subscription tier of calls that have nothing but the certificate
 * @param subject whose it is
 * @param fingerprint its SHA-256 in lower-case hex
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 * @param valid whether it is valid now
 */
public record CertificateView(String alias, String tier, String subject, String fingerprint, Instant notBefore,
		Instant notAfter, boolean valid) {

	static CertificateView of(ClientCertificate certificate, Instant now) {
		return new CertificateView(certificate.alias(), certificate.tier().name(), certificate.subject(),
				certificate.fingerprint(), certificate.notBefore(), certificate.notAfter(),
				!now.isBefore(certificate.notBefore()) && !now.isAfter(certificate.notAfter()));
	}

}
