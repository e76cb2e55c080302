package org.gatehouse.gatewaycore.route;

import javax.net.ssl.SSLContext;

/**
 * How the gateway does TLS with a backend that is not like all others: what it trusts
 * there, and the certificate that it shows. Two are equal if they do the same, so that
 * connections are shared.
 */
public final class BackendTls {

	private final String fingerprint;

	private final SSLContext context;

	/**
	 * Makes one.
	 * @param fingerprint says what the context was made of
	 * @param context the context
	 */
	public BackendTls(String fingerprint, SSLContext context) {
		this.fingerprint = fingerprint;
		this.context = context;
	}

	/**
	 * The context.
	 * @return for clients
	 */
	public SSLContext context() {
		return this.context;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof BackendTls tls && tls.fingerprint.equals(this.fingerprint);
	}

	@Override
	public int hashCode() {
		return this.fingerprint.hashCode();
	}

	@Override
	public String toString() {
		return "BackendTls[" + this.fingerprint + "]";
	}

}
