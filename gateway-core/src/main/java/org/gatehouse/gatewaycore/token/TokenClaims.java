package org.gatehouse.gatewaycore.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The claims of a JWT access token (RFC 9068 section 2.2), read in one go from the octets
 * of its payload and without a tree of them: that is a good part of what the first sight
 * of a token costs besides its signature.
 *
 * @param issuer {@code iss}, null where the token has none
 * @param subject {@code sub}, null where the token has none
 * @param audience {@code aud}
 * @param client {@code client_id}, null where the token has none
 * @param scopes the words of {@code scope}
 * @param issuedAt {@code iat} in milliseconds since 1970, {@link #ABSENT} where the token
 * has none
 * @param notBefore {@code nbf}, likewise
 * @param expiresAt {@code exp}, likewise
 * @param others every other claim that is a plain value or a list of such, as text
 */
record TokenClaims(@Nullable String issuer, @Nullable String subject, List<String> audience, @Nullable String client,
		Set<String> scopes, long issuedAt, long notBefore, long expiresAt, Map<String, List<String>> others) {

	/** Where a time is not stated. */
	static final long ABSENT = Long.MIN_VALUE;

	/** The last second that can be said in milliseconds. */
	private static final long LAST = Long.MAX_VALUE / 1000;

	private static final JsonFactory JSON = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/**
	 * Reads claims.
	 * @param payload a JSON object
	 * @return what it says
	 * @throws IllegalArgumentException if it is none, says something twice, or has a
	 * claim of these of another kind than RFC 7519 section 4.1 gives it
	 */
	static TokenClaims read(byte[] payload) {
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
			return new Reading(json).read();
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("claims: cannot be read (expected: a JSON object)", ex);
		}
	}

	/** What has been read so far. */
	private static final class Reading {

		private final JsonParser json;

		private @Nullable String issuer;

		private @Nullable String subject;

		private List<String> audience = List.of();

		private @Nullable String client;

		private @Nullable String scope;

		private long issuedAt = ABSENT;

		private long notBefore = ABSENT;

		private long expiresAt = ABSENT;

		private final Map<String, List<String>> others = new HashMap<>();

		Reading(JsonParser json) {
			this.json = json;
		}

		TokenClaims read() {
			if (this.json.nextToken() != JsonToken.START_OBJECT) {
				throw new IllegalArgumentException("claims: no JSON object");
			}
			for (String name = this.json.nextName(); name != null; name = this.json.nextName()) {
				claim(name, this.json.nextToken());
			}
			if (this.json.nextToken() != null) {
				throw new IllegalArgumentException("claims: something behind the JSON object");
			}
			return new TokenClaims(this.issuer, this.subject, this.audience, this.client, words(this.scope),
					this.issuedAt, this.notBefore, this.expiresAt, this.others);
		}

		private void claim(String name, JsonToken value) {
			switch (name) {
				case "iss" -> this.issuer = text(name, value);
				case "sub" -> this.subject = text(name, value);
				case "aud" -> this.audience = texts(value);
				case "client_id" -> this.client = text(name, value);
				case "scope" -> this.scope = text(name, value);
				case "iat" -> this.issuedAt = time(name, value);
				case "nbf" -> this.notBefore = time(name, value);
				case "exp" -> this.expiresAt = time(name, value);
				case "jti" -> this.json.skipChildren();
				default -> other(name, value);
			}
		}

		private void other(String name, JsonToken value) {
			List<String> texts = texts(value);
			if (!texts.isEmpty()) {
				this.others.put(name, texts);
			}
		}

		private @Nullable String text(String name, JsonToken value) {
			if (value == JsonToken.VALUE_NULL) {
				return null;
			}
			if (value != JsonToken.VALUE_STRING) {
				throw new IllegalArgumentException("claim " + name + ": no text");
			}
			return this.json.getString();
		}

		private long time(String name, JsonToken value) {
			if (value == JsonToken.VALUE_NULL) {
				return ABSENT;
			}
			if (!value.isNumeric()) {
				throw new IllegalArgumentException("claim " + name + ": no number of seconds");
			}
			long seconds = (value == JsonToken.VALUE_NUMBER_INT) ? this.json.getLongValue()
					: (long) this.json.getDoubleValue();
			if (seconds > LAST || seconds < -LAST) {
				throw new IllegalArgumentException("claim " + name + ": no time");
			}
			return seconds * 1000;
		}

		/** A plain value, or the plain values of a list; nothing of anything else. */
		private List<String> texts(JsonToken value) {
			if (value != JsonToken.START_ARRAY) {
				String single = plain(value);
				return (single == null) ? List.of() : List.of(single);
			}
			List<String> texts = new ArrayList<>();
			for (JsonToken next = this.json.nextToken(); next != JsonToken.END_ARRAY; next = this.json.nextToken()) {
				String text = plain(next);
				if (text != null) {
					texts.add(text);
				}
			}
			return List.copyOf(texts);
		}

		private @Nullable String plain(JsonToken value) {
			return switch (value) {
				case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> this.json.getString();
				case VALUE_NUMBER_FLOAT -> Double.toString(this.json.getDoubleValue());
				default -> {
					this.json.skipChildren();
					yield null;
				}
			};
		}

		private static Set<String> words(@Nullable String scope) {
			return (scope == null || scope.isBlank()) ? Set.of()
					: Set.copyOf(new LinkedHashSet<>(Arrays.asList(scope.trim().split(" +"))));
		}

	}

}
