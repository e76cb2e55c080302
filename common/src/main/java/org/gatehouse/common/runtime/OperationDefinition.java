package org.gatehouse.common.runtime;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an API's definition says of an operation's bodies, for those policies that need to
 * know. Sent along only where one of them is in use.
 *
 * @param dialect the version of OpenAPI that the schemas are written in, {@code 3.0} or
 * {@code 3.1}
 * @param requestRequired true if a call must have a body
 * @param requests the bodies that calls may have, none where the definition says nothing
 * @param answers the answers that the definition describes
 */
public record OperationDefinition(String dialect, boolean requestRequired, List<Body> requests, List<Answer> answers) {

	public OperationDefinition {
		requests = (requests != null) ? List.copyOf(requests) : List.of();
		answers = (answers != null) ? List.copyOf(answers) : List.of();
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
