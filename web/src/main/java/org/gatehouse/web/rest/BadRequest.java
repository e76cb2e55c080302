package org.gatehouse.web.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Fields of a request are wrong (400). Carries all of them, so that a caller need not
 * find them out one by one.
 */
public final class BadRequest extends Refusal {

	private static final long serialVersionUID = 1L;

	private final transient List<FieldError> fields;

	/**
	 * Several fields are wrong.
	 * @param fields at least one
	 */
	public BadRequest(List<FieldError> fields) {
		this(400, fields);
	}

	/**
	 * Several fields are wrong, in a way that has a code of its own.
	 * @param code a number of the 900xxx range
	 * @param fields at least one
	 */
	public BadRequest(long code, List<FieldError> fields) {
		super(400, code,
				fields.stream().map(error -> error.field() + ": " + error.message()).collect(Collectors.joining("; ")));
		this.fields = List.copyOf(fields);
	}

	/**
	 * One field is wrong.
	 * @param field the field's path or name
	 * @param value what was there; null where nothing was, or where it must not be
	 * repeated
	 * @param expectation what is expected there
	 */
	public BadRequest(String field, @Nullable String value, String expectation) {
		this(List.of(new FieldError(field, value, expectation)));
	}

	/**
	 * The fields that are wrong.
	 * @return at least one
	 */
	public List<FieldError> fields() {
		return this.fields;
	}

	/**
	 * Starts collecting what is wrong.
	 * @return a collector that nothing was found wrong by yet
	 */
	public static Collector collect() {
		return new Collector();
	}

	/**
	 * Collects everything that is wrong with a request before it is refused.
	 */
	public static final class Collector {

		private final List<FieldError> found = new ArrayList<>();

		private Collector() {
		}

		/**
		 * Notes that a field is wrong.
		 * @param field the field's path or name
		 * @param value what was there; null where nothing was, or where it must not be
		 * repeated
		 * @param expectation what is expected there
		 * @return this
		 */
		public Collector reject(String field, @Nullable String value, String expectation) {
			this.found.add(new FieldError(field, value, expectation));
			return this;
		}

		/**
		 * Notes that a field is wrong, unless a condition holds.
		 * @param holds the condition
		 * @param field the field's path or name
		 * @param value what was there; null where nothing was, or where it must not be
		 * repeated
		 * @param expectation what is expected there
		 * @return this
		 */
		public Collector require(boolean holds, String field, @Nullable String value, String expectation) {
			return holds ? this : reject(field, value, expectation);
		}

		/**
		 * Tells whether nothing was wrong so far.
		 * @return true where nothing was noted
		 */
		public boolean isEmpty() {
			return this.found.isEmpty();
		}

		/**
		 * Refuses the request where something was noted.
		 * @throws BadRequest with everything that was noted
		 */
		public void throwIfAny() {
			if (!this.found.isEmpty()) {
				throw new BadRequest(this.found);
			}
		}

	}

}
