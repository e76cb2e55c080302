package org.gatehouse.gatewaycore.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a server asks for that wants a digest (RFC 7616 section 3.3).
 *
 * @param realm what the password is for
 * @param nonce the server's number
 * @param opaque what is to be given back, null where nothing is
 * @param algorithm how it is hashed
 * @param session whether the password's hash is made anew for each nonce
 * @param protectedCalls whether calls are counted ({@code qop=auth}); old servers do not
 * @param hashedUser whether the name is hashed, too
 */
record DigestChallenge(String realm, String nonce, @Nullable String opaque, Algorithm algorithm, boolean session,
		boolean protectedCalls, boolean hashedUser) {

	private static final String SESSION = "-sess";

	/** The hash functions, the strongest first. */
	enum Algorithm {

		SHA_512_256("SHA-512/256", "SHA-512-256"), SHA_256("SHA-256", "SHA-256"), MD5("MD5", "MD5");

		private final String jca;

		private final String wireName;

		Algorithm(String jca, String wireName) {
			this.jca = jca;
			this.wireName = wireName;
		}

		String jca() {
			return this.jca;
		}

		String wireName() {
			return this.wireName;
		}

	}

	/** The algorithm's name as the server spelled it. */
	String algorithmName() {
		return this.algorithm.wireName() + (this.session ? SESSION : "");
	}

	/**
	 * What stands for the password.
	 * @param username the name
	 * @param password the password
	 * @param cnonce the client's own number
	 * @return in lower-case hex
	 */
	String secret(String username, String password, String cnonce) {
		String secret = hash(username + ":" + this.realm + ":" + password);
		return this.session ? hash(secret + ":" + this.nonce + ":" + cnonce) : secret;
	}

	/**
	 * Proves a request (RFC 7616 section 3.4.1).
	 * @param secret see {@link #secret}
	 * @param count how many requests the nonce was used for, this one included, in eight
	 * hex digits
	 * @param cnonce the client's own number
	 * @param method the request's method
	 * @param target its target
	 * @return in lower-case hex
	 */
	String response(String secret, String count, String cnonce, String method, String target) {
		String request = hash(method + ":" + target);
		return this.protectedCalls ? hash(secret + ":" + this.nonce + ":" + count + ":" + cnonce + ":auth:" + request)
				: hash(secret + ":" + this.nonce + ":" + request);
	}

	String hash(String text) {
		try {
			return HexFormat.of()
				.formatHex(
						MessageDigest.getInstance(this.algorithm.jca()).digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("the JDK lacks " + this.algorithm.jca(), ex);
		}
	}

	/**
	 * Reads what a server asks for.
	 * @param fields the values of {@code WWW-Authenticate}, each with one challenge or
	 * several
	 * @return the strongest digest that is asked for, null where none is that can be
	 * given
	 */
	static @Nullable DigestChallenge strongest(List<String> fields) {
		DigestChallenge best = null;
		for (String field : fields) {
			Reader reader = new Reader(field);
			for (Map<String, String> found = reader.next(); found != null; found = reader.next()) {
				DigestChallenge challenge = of(found);
				if (challenge != null && (best == null || challenge.algorithm.compareTo(best.algorithm) < 0)) {
					best = challenge;
				}
			}
		}
		return best;
	}

	private static @Nullable DigestChallenge of(Map<String, String> found) {
		String nonce = found.get("nonce");
		String name = found.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
		boolean session = name.endsWith("-SESS");
		String plain = session ? name.substring(0, name.length() - SESSION.length()) : name;
		String offered = found.get("qop");
		boolean counted = offered != null
				&& List.of(offered.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("auth");
		if (!"digest".equals(found.get("")) || nonce == null || (offered != null && !counted)) {
			return null;
		}
		for (Algorithm algorithm : Algorithm.values()) {
			if (algorithm.wireName().equals(plain)) {
				return new DigestChallenge(found.getOrDefault("realm", ""), nonce, found.get("opaque"), algorithm,
						session, counted, "true".equalsIgnoreCase(found.get("userhash")));
			}
		}
		return null;
	}

	/** Reads the challenges of one field (RFC 9110 section 11.6.1). */
	private static final class Reader {

		private final String text;

		private int at;

		private @Nullable String scheme;

		Reader(String text) {
			this.text = text;
		}

		/** The next challenge's parameters, its scheme under the empty name. */
		@Nullable Map<String, String> next() {
			String begun = (this.scheme != null) ? this.scheme : token();
			this.scheme = null;
			if (begun.isEmpty()) {
				return null;
			}
			Map<String, String> found = new HashMap<>();
			found.put("", begun.toLowerCase(Locale.ROOT));
			while (true) {
				skip(" \t,");
				String name = token();
				if (name.isEmpty()) {
					return found;
				}
				skip(" \t");
				if (this.at >= this.text.length() || this.text.charAt(this.at) != '=') {
					this.scheme = name;
					return found;
				}
				skip("= \t");
				found.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
			}
		}

		private String value() {
			if (this.at >= this.text.length() || this.text.charAt(this.at) != '"') {
				return token();
			}
			StringBuilder value = new StringBuilder();
			for (this.at++; this.at < this.text.length() && this.text.charAt(this.at) != '"'; this.at++) {
				if (this.text.charAt(this.at) == '\\' && this.at + 1 < this.text.length()) {
					this.at++;
				}
				value.append(this.text.charAt(this.at));
			}
			this.at = Math.min(this.at + 1, this.text.length());
			return value.toString();
		}

		private String token() {
			skip(" \t,");
			int from = this.at;
			while (this.at < this.text.length() && " \t,=\"".indexOf(this.text.charAt(this.at)) < 0) {
				this.at++;
			}
			return this.text.substring(from, this.at);
		}

		private void skip(String what) {
			while (this.at < this.text.length() && what.indexOf(this.text.charAt(this.at)) >= 0) {
				this.at++;
			}
		}

	}

}
