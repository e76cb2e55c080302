package org.gatehouse.web.rest;

/**
 * Which part of a list is asked for. A parameter of this type in a controller is read
 * from the query parameters {@code limit} and {@code offset}.
 *
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}; {@value #DEFAULT_LIMIT} where
 * not said
 * @param offset how many to skip, 0 or more
 * @param self the path asked for with its other query parameters, from which the links to
 * the next and the previous part are made; may be empty
 */
public record PageRequest(int limit, int offset, String self) {

	/** How many a list has where the caller does not say. */
	public static final int DEFAULT_LIMIT = 25;

	/** How many a list has at most. */
	public static final int MAX_LIMIT = 1000;

	public PageRequest {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new BadRequest("limit", String.valueOf(limit), "1 to " + MAX_LIMIT);
		}
		if (offset < 0) {
			throw new BadRequest("offset", String.valueOf(offset), "0 or more");
		}
	}

	/**
	 * The first part of a list, of the default length.
	 * @return limit {@value #DEFAULT_LIMIT}, offset 0
	 */
	public static PageRequest first() {
		return of(DEFAULT_LIMIT, 0);
	}

	/**
	 * A part of a list that no links are made for.
	 * @param limit at most so many
	 * @param offset how many to skip
	 * @return the request
	 * @throws BadRequest if one of them is out of its range
	 */
	public static PageRequest of(int limit, int offset) {
		return new PageRequest(limit, offset, "");
	}

	String link(long from) {
		String separator = this.self.contains("?") ? "&" : "?";
		return this.self + separator + "limit=" + this.limit + "&offset=" + from;
	}

}
