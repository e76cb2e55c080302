package org.gatehouse.gatewaycore.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.gatehouse.gatewaycore.endpoint.Course;
import org.gatehouse.gatewaycore.endpoint.Failure;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.jspecify.annotations.Nullable;

/**
 * Which requests do no harm when they are sent twice (RFC 9110 section 9.2.2), and what
 * their endpoint is told of why they have to be.
 */
final class Repeats {

	private Repeats() {
	}

	static boolean isIdempotent(HttpRequest request) {
		return switch (request.method().name()) {
			case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
			default -> false;
		};
	}

	/** Nothing of an answer has come, and the call may be sent twice and still can. */
	static boolean can(BackHandler connection, Kept kept, HttpRequest request) {
		return !connection.hasAnswered() && kept.isOn() && isIdempotent(request);
	}

	/**
	 * Whether the client of a call is not told of a failure but left without an answer.
	 */
	static boolean isDiscarded(@Nullable Course course, FaultCode code) {
		return course != null && course.discards()
				&& (code == FaultCode.BACKEND_TIMEOUT || code == FaultCode.BACKEND_CONNECT_TIMEOUT);
	}

	/** The endpoint has answered, whatever it was. */
	static void worked(@Nullable Course course) {
		if (course != null) {
			course.worked();
		}
	}

	static Failure failure(FaultCode code) {
		return switch (code) {
			case BACKEND_UNREACHABLE -> Failure.UNREACHABLE;
			case BACKEND_CONNECT_TIMEOUT -> Failure.CONNECT_TIMEOUT;
			case BACKEND_TIMEOUT -> Failure.TIMEOUT;
			case BACKEND_CLOSED -> Failure.CLOSED;
			default -> Failure.PROTOCOL;
		};
	}

	static boolean isBodilessAndIdempotent(HttpRequest request) {
		return !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
				&& !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) && isIdempotent(request);
	}

}
