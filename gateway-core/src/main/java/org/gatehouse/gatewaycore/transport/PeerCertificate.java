package org.gatehouse.gatewaycore.transport;

import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.gatehouse.gatewaycore.token.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the client of a connection has shown, looked at when the first
 * call asks for it. That the client has its private key was proved by the handshake;
 * whether anybody knows the certificate is for the APIs to say. Used by one event loop.
 */
final class PeerCertificate implements Supplier<@Nullable String> {

	private static final AttributeKey<PeerCertificate> KEY = AttributeKey.valueOf(PeerCertificate.class, "certificate");

	private final SSLEngine engine;

	private boolean looked;

	private @Nullable String fingerprint;

	private PeerCertificate(SSLEngine engine) {
		this.engine = engine;
	}

	/**
	 * Notes that the client of a connection is asked for a certificate.
	 * @param channel the connection
	 * @param engine its TLS
	 */
	static void ask(Channel channel, SSLEngine engine) {
		channel.attr(KEY).set(new PeerCertificate(engine));
	}

	/**
	 * What a connection's client has shown.
	 * @param channel the connection, the handshake over
	 * @return null where the client was not asked
	 */
	static @Nullable PeerCertificate of(Channel channel) {
		return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
	}

	@Override
	public @Nullable String get() {
		if (!this.looked) {
			this.fingerprint = look();
			this.looked = true;
		}
		return this.fingerprint;
	}

	private @Nullable String look() {
		try {
			Certificate[] shown = this.engine.getSession().getPeerCertificates();
			return (shown.length == 0) ? null : Fingerprint.of(shown[0].getEncoded());
		}
		catch (SSLPeerUnverifiedException | CertificateEncodingException ex) {
			return null;
		}
	}

}
