package org.gatehouse.web.rest;

import java.util.List;

/**
 * A refusal as it goes over the wire ({@code Error} in WSO2's contracts).
 *
 * @param code the HTTP status, or a finer number of the 900xxx range
 * @param message the kind of error in a few words
 * @param description what was wrong with which value, and what is expected
 * @param moreInfo the request's id, by which an operator finds it in the log; may be
 * empty
 * @param error the fields that were wrong, empty where the error is not about fields
 */
public record RestError(long code, String message, String description, String moreInfo, List<Item> error) {

	public RestError {
		error = List.copyOf(error);
	}

	/**
	 * One field that was wrong.
	 *
	 * @param code the field's path, such as {@code operations[2].target}
	 * @param message the value and the expectation
	 */
	public record Item(String code, String message) {

	}

}
