package org.gatehouse.web.rest;

import org.jspecify.annotations.Nullable;

/**
 * The request is right in itself, but what it asks for is taken or not possible in the
 * object's present state (409).
 */
public final class Conflict extends Refusal {

	private static final long serialVersionUID = 1L;

	private final @Nullable String field;

	/**
	 * Refuses with the status as code.
	 * @param description what is in the way
	 */
	public Conflict(String description) {
		this(409, null, description);
	}

	/**
	 * Refuses because a field's value is taken.
	 * @param field the field's name, by which a page shows the error at its field
	 * @param description what is in the way, with the value
	 */
	public Conflict(String field, String description) {
		this(409, field, description);
	}

	/**
	 * Refuses with a finer code.
	 * @param code a number of the 900xxx range
	 * @param field the field whose value is taken, null where it is not about one
	 * @param description what is in the way
	 */
	public Conflict(long code, @Nullable String field, String description) {
		super(409, code, description);
		this.field = field;
	}

	/**
	 * The field whose value is taken.
	 * @return the field's name, or null where the conflict is not about one
	 */
	public @Nullable String field() {
		return this.field;
	}

}
