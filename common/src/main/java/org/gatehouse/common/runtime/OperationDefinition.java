package org.gatehouse.common.runtime;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an API's definition says of an operation's parameters and bodies, for those
 * policies that need to know. Sent along only where one of them is in use.
 *
 * @param dialect the version of OpenAPI that the schemas are written in, {@code 3.0} or
 * {@code 3.1}
 * @param requestRequired true if a call must have a body
 * @param requests the bodies that calls may have, none where the definition says nothing
 * @param answers the answers that the definition describes
 * @param parameters the parameters of calls in path, query, header fields and cookies
 */
public record OperationDefinition(String dialect, boolean requestRequired, List<Body> requests, List<Answer> answers,
		List<Parameter> parameters) {

	public OperationDefinition {
		requests = (requests != null) ? List.copyOf(requests) : List.of();
		answers = (answers != null) ? List.copyOf(answers) : List.of();
		parameters = (parameters != null) ? List.copyOf(parameters) : List.of();
	}

	/**
	 * A parameter of calls.
	 *
	 * @param place where it stands: {@code path}, {@code query}, {@code header} or
	 * {@code cookie}
	 * @param name its name
	 * @param required true if a call must have it
	 * @param emptyAllowed true if it may be there without a value
	 * @param form how its value is written
	 * @param schema its JSON schema with everything that it refers to, null where any
	 * value will do
	 */
	public record Parameter(String place, String name, boolean required, boolean emptyAllowed, Form form,
			@Nullable String schema) {

	}

	/** How a parameter's value is written. */
	public enum Form {

		/** One value. */
		SINGLE,
		/** Several values, each with the parameter's name. */
		REPEATED,
		/** Several values between commas. */
		COMMAS,
		/** Several values between blanks. */
		BLANKS,
		/** Several values between tabs. */
		TABS,
		/** Several values between bars. */
		BARS,
		/** An object whose properties are parameters of their own. */
		PROPERTIES,
		/** An object whose properties stand in brackets behind the parameter's name. */
		BRACKETS,
		/** An object's names and values in turn, between commas. */
		PAIRS,
		/** An object's names and values with {@code =}, between commas. */
		ASSIGNMENTS,
		/** A JSON document. */
		JSON,
		/** In a way whose value is not looked at. */
		OTHER

	}

	/**
	 * A body of calls.
	 *
	 * @param mediaType its media type, ranges such as {@code application/*} included
	 * @param schema its JSON schema with everything that it refers to, null where any
	 * body will do
	 */
	public record Body(String mediaType, @Nullable String schema) {

	}

	/**
	 * An answer.
	 *
	 * @param status a status such as {@code 200}, a range such as {@code 4XX}, or
	 * {@code default}
	 * @param mediaType the body's media type, null where it has no body
	 * @param schema the body's JSON schema with everything that it refers to, null where
	 * any body will do
	 * @param example an example of the body, null where there is none
	 */
	public record Answer(String status, @Nullable String mediaType, @Nullable String schema, @Nullable String example) {

	}

}
