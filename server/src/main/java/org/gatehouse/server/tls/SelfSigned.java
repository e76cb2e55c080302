package org.gatehouse.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that nobody but its own key vouches for, for this machine's loopback
 * names.
 *
 * @param certificate the certificate
 * @param key its key
 */
record SelfSigned(X509Certificate certificate, PrivateKey key) {

	/** The longest that browsers accept. */
	private static final Duration VALIDITY = Duration.ofDays(825);

	private static final String NAME = "CN=localhost," + TlsIdentity.OUR_ORGANISATION;

	static SelfSigned make(Instant now) throws GeneralSecurityException {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair pair = generator.generateKeyPair();
			X500Name name = new X500Name(NAME);
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name,
					new BigInteger(127, new SecureRandom()), Date.from(now.minus(Duration.ofHours(1))),
					Date.from(now.plus(VALIDITY)), name, pair.getPublic());
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName[] { new GeneralName(GeneralName.dNSName, "localhost"),
							new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
							new GeneralName(GeneralName.iPAddress, "::1") }));
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.extendedKeyUsage, false,
					new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
			return new SelfSigned(
					new JcaX509CertificateConverter().getCertificate(
							builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))),
					pair.getPrivate());
		}
		catch (IOException | OperatorCreationException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	@Override
	public String toString() {
		return "SelfSigned[" + this.certificate.getSerialNumber() + "]";
	}

}
