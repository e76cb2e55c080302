package org.gatehouse.publisher.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;

import org.gatehouse.db.certificate.UploadedCertificate;
import org.gatehouse.publisher.design.CertificateReading;

/**
 * A certificate as it is shown.
 *
 * @param alias its name
 * @param endpoint the address as it was typed
 * @param subject whose it is
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 * @param valid whether it is now
 * @param version the version of its format
 * @param pem the certificate itself
 */
public record CertificateView(String alias, String endpoint, String subject, Instant notBefore, Instant notAfter,
		boolean valid, int version, String pem) {

	static CertificateView of(UploadedCertificate row, Instant now) {
		X509Certificate read = CertificateReading.certificates(Base64.getDecoder().decode(row.certificate()))
			.getFirst();
		Instant from = read.getNotBefore().toInstant();
		Instant to = read.getNotAfter().toInstant();
		return new CertificateView(row.alias(), row.endpoint(), read.getSubjectX500Principal().getName(), from, to,
				!now.isBefore(from) && !now.isAfter(to), read.getVersion(), CertificateReading.pem(row.certificate()));
	}

}
