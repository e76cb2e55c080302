package org.gatehouse.gatewaycore.counters;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;

import org.gatehouse.common.runtime.CounterLoss;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway counts together with others.
 *
 * @param url {@code redis://HOST:PORT/DATABASE}, or {@code rediss} for TLS; never with a
 * password
 * @param user who signs in there, null for the default user
 * @param password the password of that one, null for none
 * @param mode how exactly is counted
 * @param timeout how long a call waits for the counters; when that is over they are left
 * alone until they answer again
 * @param loss what becomes of calls meanwhile, where an API does not say so itself
 * @param trusted certificates that vouch for the server, null for what the JVM trusts
 */
public record CounterSettings(URI url, @Nullable String user, @Nullable String password, Mode mode, Duration timeout,
		CounterLoss loss, @Nullable Set<X509Certificate> trusted) {

	private static final int USUAL_PORT = 6379;

	public CounterSettings {
		boolean known = "redis".equals(url.getScheme()) || "rediss".equals(url.getScheme());
		String path = (url.getPath() == null) ? "" : url.getPath();
		if (!known || url.getHost() == null || !path.matches("|/|/\\d{1,4}") || url.getQuery() != null
				|| url.getFragment() != null) {
			throw new IllegalArgumentException("counters: an address that cannot be read "
					+ "(expected: redis://HOST:PORT/DATABASE, or rediss for TLS)");
		}
		if (url.getUserInfo() != null) {
			throw new IllegalArgumentException(
					"counters: an address with a password in it (expected: user and password beside it)");
		}
		if (user != null && password == null) {
			throw new IllegalArgumentException("counters: a user without a password (expected: both)");
		}
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
		}
		trusted = (trusted == null) ? null : Set.copyOf(trusted);
	}

	/** How exactly gateways count together. */
	public enum Mode {

		/** The counters are asked about every call that is not known to be too many. */
		EXACT,
		/**
		 * A tenth of what is left is counted in advance, for calls to come; what one
		 * gateway has counted so and does not use is no other's until the next window.
		 */
		FAST

	}

	/**
	 * Counters without a password, with a time-out of 50 ms.
	 * @param url where they are
	 * @param mode how exactly is counted
	 * @return settings by which each gateway counts alone while the counters are away
	 */
	public static CounterSettings of(URI url, Mode mode) {
		return new CounterSettings(url, null, null, mode, Duration.ofMillis(50), CounterLoss.LOCAL, null);
	}

	/**
	 * Replaces the time-out.
	 * @param time how long a call waits
	 * @return the changed settings
	 */
	public CounterSettings withTimeout(Duration time) {
		return new CounterSettings(this.url, this.user, this.password, this.mode, time, this.loss, this.trusted);
	}

	/**
	 * Replaces what becomes of calls while the counters are away.
	 * @param otherwise what becomes of them where the API does not say
	 * @return the changed settings
	 */
	public CounterSettings withLoss(CounterLoss otherwise) {
		return new CounterSettings(this.url, this.user, this.password, this.mode, this.timeout, otherwise,
				this.trusted);
	}

	/**
	 * Replaces who signs in.
	 * @param name the user, null for the default user
	 * @param secret the user's password
	 * @return the changed settings
	 */
	public CounterSettings withPassword(@Nullable String name, String secret) {
		return new CounterSettings(this.url, name, secret, this.mode, this.timeout, this.loss, this.trusted);
	}

	boolean secure() {
		return "rediss".equals(this.url.getScheme());
	}

	int port() {
		return (this.url.getPort() < 0) ? USUAL_PORT : this.url.getPort();
	}

	int database() {
		String path = (this.url.getPath() == null) ? "" : this.url.getPath();
		return (path.length() <= 1) ? 0 : Integer.parseInt(path.substring(1));
	}

	/** Where they are, for people to read. */
	String place() {
		return this.url.getHost() + ":" + port();
	}

	/** Does not tell the password. */
	@Override
	public String toString() {
		return "counters at " + place() + ", " + this.mode;
	}

}
