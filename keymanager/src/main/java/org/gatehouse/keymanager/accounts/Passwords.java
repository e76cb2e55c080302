package org.gatehouse.keymanager.accounts;

import java.util.Objects;
import java.util.concurrent.Semaphore;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hashes and compares passwords, a few at a time.
 */
@Component
class Passwords {

	static final int SHORTEST = 5;

	static final int LONGEST = 200;

	private final PasswordEncoder encoder;

	/** Each hash takes memory on purpose: many at once would take it all. */
	private final Semaphore atOnce = new Semaphore(Math.max(2, 2 * Runtime.getRuntime().availableProcessors()));

	/**
	 * The hash of a password that nobody has; not part of the start, for it takes time.
	 */
	private final SingletonSupplier<String> nobodysHash;

	Passwords(PasswordEncoder encoder) {
		this.encoder = encoder;
		this.nobodysHash = SingletonSupplier.of(() -> hash("nobody has this password"));
	}

	String hash(String password) {
		this.atOnce.acquireUninterruptibly();
		try {
			return Objects.requireNonNull(this.encoder.encode(password));
		}
		finally {
			this.atOnce.release();
		}
	}

	/**
	 * Compares, in the same time whether or not there is something to compare with.
	 * @param password what was typed
	 * @param hash what is stored, null where there is no such user
	 * @return true if it is the same
	 */
	boolean matches(String password, @Nullable String hash) {
		boolean possible = hash != null && !password.isEmpty() && password.length() <= LONGEST;
		// Asked for in both cases: the first comparison is slower for everybody.
		String other = this.nobodysHash.obtain();
		this.atOnce.acquireUninterruptibly();
		try {
			// The encoder does no work for an empty password.
			return this.encoder.matches(possible ? password : "x", possible ? hash : other) && possible;
		}
		finally {
			this.atOnce.release();
		}
	}

	boolean isOutdated(String hash) {
		return this.encoder.upgradeEncoding(hash);
	}

	static void check(BadRequest.Collector problems, @Nullable String password) {
		problems.require(password != null && password.length() >= SHORTEST && password.length() <= LONGEST, "password",
				null, SHORTEST + " to " + LONGEST + " characters");
	}

}
