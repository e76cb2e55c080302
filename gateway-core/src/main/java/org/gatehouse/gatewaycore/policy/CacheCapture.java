package org.gatehouse.gatewaycore.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.gatehouse.gatewaycore.cache.CacheKey;
import org.gatehouse.gatewaycore.cache.ResponseCache;
import org.gatehouse.gatewaycore.cache.StoredAnswer;
import org.gatehouse.gatewaycore.cache.Storing;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a backend's answer while it passes to the client who asked, or freshens the one
 * that is there. Lets go who waits for it as soon as it is clear what becomes of it.
 */
final class CacheCapture implements AnswerTap {

	/** Nothing larger is kept. */
	private static final int LARGEST = 1024 * 1024;

	private static final Set<String> NOT_KEPT = Set.of("transfer-encoding", "connection", "age", "cache-status");

	private final ResponseCache cache;

	private final Request request;

	private final @Nullable StoredAnswer stale;

	private final LongSupplier clock;

	private @Nullable ByteArrayOutputStream body;

	private @Nullable Storing storing;

	private int status;

	private List<Map.Entry<String, String>> headers = List.of();

	private boolean waitedFor;

	/**
	 * What is asked for.
	 *
	 * @param key what and by whom
	 * @param own whether nobody else may see the answer, whatever it says
	 * @param fields the request's fields by which answers may be selected, taken before
	 * the call is sent on
	 * @param lifetime for how long an answer is fresh that says nothing of it, seconds
	 */
	record Request(CacheKey key, boolean own, Map<String, String> fields, long lifetime) {

		@Nullable String field(String name) {
			return this.fields.get(name.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * Begins.
	 * @param cache keeps the answer
	 * @param request what is asked for
	 * @param stale the kept answer of which the backend is asked whether it still holds,
	 * null for none
	 * @param waitedFor whether others wait for it
	 * @param clock milliseconds since 1970
	 */
	CacheCapture(ResponseCache cache, Request request, @Nullable StoredAnswer stale, boolean waitedFor,
			LongSupplier clock) {
		this.cache = cache;
		this.request = request;
		this.stale = stale;
		this.waitedFor = waitedFor;
		this.clock = clock;
	}

	@Override
	public Step.@Nullable Answer head(int answered, Headers fields) {
		this.status = answered;
		this.headers = copy(fields);
		Function<String, @Nullable String> selecting = this.request::field;
		if (this.stale != null && answered == 304) {
			return freshened(this.stale, selecting);
		}
		Storing decided = Storing.of(answered, this.headers, selecting, this.request.key().caller() == null,
				this.request.lifetime());
		String length = fields.get("content-length");
		if (decided == null || (length != null && (length.length() > 9 || Long.parseLong(length) > LARGEST))) {
			gone();
			return null;
		}
		this.storing = decided;
		this.body = new ByteArrayOutputStream((length == null) ? 2048 : Integer.parseInt(length));
		return null;
	}

	private Step.Answer freshened(StoredAnswer old, Function<String, @Nullable String> selecting) {
		Storing decided = Storing.of(old.status(), merged(old), selecting, this.request.key().caller() == null,
				this.request.lifetime());
		long now = this.clock.getAsLong();
		StoredAnswer fresh = old.freshened(this.headers, now, (decided == null) ? 0 : decided.lifetime());
		if (decided != null) {
			this.cache.keep(place(decided), fresh);
		}
		gone();
		return CacheAnswers.with(fresh, now, "fwd=stale; fwd-status=304");
	}

	private List<Map.Entry<String, String>> merged(StoredAnswer old) {
		return old.freshened(this.headers, 0, 0).headers();
	}

	private CacheKey place(Storing decided) {
		return (decided.shared() && !this.request.own()) ? this.request.key().shared() : this.request.key();
	}

	private static List<Map.Entry<String, String>> copy(Headers fields) {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		fields.names().forEach((name) -> names.add(name.toString()));
		List<Map.Entry<String, String>> all = new ArrayList<>();
		for (String name : names) {
			if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT)) || name.equalsIgnoreCase("age")) {
				fields.all(name).forEach((value) -> all.add(Map.entry(name, value)));
			}
		}
		return all;
	}

	@Override
	public void content(ByteBuffer part) {
		ByteArrayOutputStream buffer = this.body;
		if (buffer == null) {
			return;
		}
		if (buffer.size() + part.remaining() > LARGEST) {
			this.body = null;
			gone();
			return;
		}
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		buffer.writeBytes(bytes);
	}

	@Override
	public void complete() {
		ByteArrayOutputStream buffer = this.body;
		Storing decided = this.storing;
		if (buffer != null && decided != null) {
			long age = StoredAnswer.ageOf(this.headers);
			List<Map.Entry<String, String>> fields = this.headers.stream()
				.filter((field) -> !field.getKey().equalsIgnoreCase("age"))
				.toList();
			this.cache.keep(place(decided), new StoredAnswer(this.status, fields, buffer.toByteArray(),
					new HashMap<>(decided.vary()), this.clock.getAsLong(), age, decided.lifetime(), decided.strict()));
		}
		this.body = null;
		gone();
	}

	/** Nothing more comes, or nothing that is kept. Does nothing the second time. */
	void gone() {
		if (this.waitedFor) {
			this.waitedFor = false;
			this.cache.done(this.request.key());
		}
	}

}
