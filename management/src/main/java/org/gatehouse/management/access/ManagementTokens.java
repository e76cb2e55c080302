package org.gatehouse.management.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of those who are logged in to this node: random, known by their hash, gone
 * at a restart. There are never more than a given number, and none is taken after its
 * time, whether or not anything has cleaned up.
 */
final class ManagementTokens {

	private final SecureRandom random = new SecureRandom();

	private final Map<String, Login> logins;

	private final Duration lifetime;

	private final Clock clock;

	/**
	 * An empty store.
	 * @param max how many logins there can be; the one that was longest not used makes
	 * room
	 * @param lifetime how long a login lasts
	 * @param clock the time
	 */
	ManagementTokens(int max, Duration lifetime, Clock clock) {
		this.lifetime = lifetime;
		this.clock = clock;
		this.logins = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Login> eldest) {
				return size() > max;
			}

		};
	}

	/**
	 * Logs someone in.
	 * @param userName who
	 * @return a token of 256 random bits
	 */
	synchronized String issue(String userName) {
		byte[] bytes = new byte[32];
		this.random.nextBytes(bytes);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		Instant now = this.clock.instant();
		this.logins.values().removeIf((login) -> !now.isBefore(login.expiresAt()));
		this.logins.put(hash(token), new Login(userName, now, now.plus(this.lifetime)));
		return token;
	}

	/**
	 * Finds the login of a token.
	 * @param token what the caller sent
	 * @return the login, empty where there is none or it has expired
	 */
	synchronized Optional<Login> find(String token) {
		Login login = this.logins.get(hash(token));
		return Optional.ofNullable(login).filter((found) -> this.clock.instant().isBefore(found.expiresAt()));
	}

	/**
	 * Logs out.
	 * @param token the token that no longer holds
	 */
	synchronized void revoke(String token) {
		this.logins.remove(hash(token));
	}

	private static String hash(String token) {
		try {
			MessageDigest sha = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Someone who is logged in.
	 *
	 * @param userName who
	 * @param issuedAt since when
	 * @param expiresAt until when
	 */
	record Login(String userName, Instant issuedAt, Instant expiresAt) {

	}

}
