package org.gatehouse.gatewaycore.cache;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A backend's answer that is kept. Immutable.
 *
 * @param status the HTTP status
 * @param headers the fields as the backend sent them, without those of the hop, in their
 * order
 * @param body the body
 * @param vary the request's fields that selected it, in lower case, with the values that
 * they had; an absent one has the value empty
 * @param receivedAt when it came, milliseconds since 1970
 * @param initialAge how old it was when it came, seconds
 * @param lifetime for how long it is fresh, seconds from its making
 * @param strict whether it must not be given when it is no longer fresh, not even to who
 * would take it
 */
public record StoredAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body, Map<String, String> vary,
		long receivedAt, long initialAge, long lifetime, boolean strict) {

	/** What the entry costs besides its text. */
	private static final int OVERHEAD = 400;

	public StoredAnswer {
		headers = List.copyOf(headers);
		vary = Map.copyOf(vary);
	}

	/**
	 * Its age (RFC 9111 section 4.2.3).
	 * @param now milliseconds since 1970
	 * @return seconds
	 */
	public long age(long now) {
		return this.initialAge + Math.max(0, (now - this.receivedAt) / 1000);
	}

	/**
	 * For how long it is still fresh.
	 * @param now milliseconds since 1970
	 * @return seconds, negative where it is stale
	 */
	public long left(long now) {
		return this.lifetime - age(now);
	}

	/**
	 * Tells whether the answer was selected by the same fields.
	 * @param field gives a request's field by its name, null where it has none
	 * @return true where the answer is one to the request
	 */
	public boolean answers(Function<String, @Nullable String> field) {
		return this.vary.entrySet().stream().allMatch((selected) -> {
			String sent = field.apply(selected.getKey());
			return selected.getValue().equals((sent == null) ? "" : sent);
		});
	}

	/**
	 * A field.
	 * @param name its name in any case
	 * @return its first value, null where there is none
	 */
	public @Nullable String header(String name) {
		return this.headers.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/**
	 * The memory that it takes.
	 * @return bytes, about
	 */
	public int size() {
		int size = OVERHEAD + this.body.length;
		for (Map.Entry<String, String> header : this.headers) {
			size += header.getKey().length() + header.getValue().length() + 100;
		}
		return size;
	}

	/**
	 * What the backend said when it was asked whether the answer still holds (RFC 9111
	 * section 4.3.4).
	 * @param fresh the fields of its 304
	 * @param now milliseconds since 1970
	 * @param seconds for how long the answer is fresh now
	 * @return the answer with those fields
	 */
	public StoredAnswer freshened(List<Map.Entry<String, String>> fresh, long now, long seconds) {
		List<Map.Entry<String, String>> merged = new ArrayList<>(this.headers);
		List<Map.Entry<String, String>> told = fresh.stream().filter((header) -> {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			return !name.startsWith("content-") && !name.equals("transfer-encoding");
		}).toList();
		merged.removeIf((old) -> told.stream().anyMatch((header) -> header.getKey().equalsIgnoreCase(old.getKey())));
		merged.addAll(told);
		return new StoredAnswer(this.status, merged, this.body, this.vary, now, ageOf(merged), seconds, this.strict);
	}

	/**
	 * How old the backend says that an answer is.
	 * @param headers the answer's fields
	 * @return seconds, 0 where it says nothing
	 */
	public static long ageOf(List<Map.Entry<String, String>> headers) {
		for (Map.Entry<String, String> header : headers) {
			if (header.getKey().equalsIgnoreCase("age") && header.getValue().matches("\\d{1,9}")) {
				return Long.parseLong(header.getValue());
			}
		}
		return 0;
	}

	/**
	 * Reads a date of HTTP.
	 * @param text a field's value
	 * @return the time, null for what is none
	 */
	public static @Nullable Instant date(@Nullable String text) {
		try {
			return (text == null) ? null : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
