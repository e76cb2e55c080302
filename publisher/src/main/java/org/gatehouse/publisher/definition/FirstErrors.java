package org.gatehouse.publisher.definition;

import java.util.ArrayList;
import java.util.Collection;

import com.networknt.schema.Error;

/**
 * Takes a validator's errors until there are more than anybody reads, and then ends the
 * validation by an exception: a document may be wrong in a million places.
 */
final class FirstErrors extends ArrayList<Error> {

	private static final long serialVersionUID = 1L;

	private final int limit;

	FirstErrors(int limit) {
		this.limit = limit;
	}

	@Override
	public boolean add(Error error) {
		if (size() >= this.limit) {
			throw new EnoughException();
		}
		return super.add(error);
	}

	@Override
	public boolean addAll(Collection<? extends Error> errors) {
		errors.forEach(this::add);
		return !errors.isEmpty();
	}

	/** The limit is reached. */
	static final class EnoughException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		EnoughException() {
			super("enough errors", null, false, false);
		}

	}

}
