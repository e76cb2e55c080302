package org.gatehouse.web.rest;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/**
 * The one place where the failures of REST operations become answers. Refusals are logged
 * at DEBUG; what is left is a bug, logged once with its request's id and answered without
 * details.
 */
@RestControllerAdvice(annotations = RestApi.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RestErrors {

	private static final Logger logger = LoggerFactory.getLogger(RestErrors.class);

	@ExceptionHandler
	ResponseEntity<RestError> refused(Refusal refusal) {
		logger.debug("refused: {} {}", refusal.status(), refusal.description());
		return answer(refusal.status(), refusal.code(), refusal.description(), items(refusal));
	}

	/** The security filters answer these, each interface in its own way. */
	@ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
	void leaveToTheSecurityFilters(RuntimeException failure) {
		throw failure;
	}

	@ExceptionHandler
	ResponseEntity<RestError> unreadable(HttpMessageNotReadableException unreadable) {
		if (unreadable.getCause() instanceof JacksonException json) {
			return refused(jsonRefusal(json));
		}
		return refused(new BadRequest("body", null, "a JSON document"));
	}

	@ExceptionHandler
	ResponseEntity<RestError> invalid(MethodArgumentNotValidException invalid) {
		return refused(new BadRequest(invalid.getBindingResult()
			.getFieldErrors()
			.stream()
			.map(error -> new FieldError(error.getField(), text(error.getRejectedValue()),
					String.valueOf(error.getDefaultMessage())))
			.toList()));
	}

	@ExceptionHandler
	ResponseEntity<RestError> invalid(ConstraintViolationException invalid) {
		return refused(new BadRequest(invalid.getConstraintViolations()
			.stream()
			.map(violation -> new FieldError(violation.getPropertyPath().toString(), text(violation.getInvalidValue()),
					violation.getMessage()))
			.toList()));
	}

	/**
	 * An id in the path that is no id at all names nothing; elsewhere it is a bad value.
	 */
	@ExceptionHandler
	ResponseEntity<RestError> mistyped(MethodArgumentTypeMismatchException mistyped) {
		String value = text(mistyped.getValue());
		if (mistyped.getParameter().hasParameterAnnotation(PathVariable.class)) {
			return refused(NotFound.of(mistyped.getName(), (value != null) ? value : ""));
		}
		Class<?> type = mistyped.getRequiredType();
		return refused(new BadRequest(mistyped.getName(), value, (type != null) ? expectation(type) : "another type"));
	}

	@ExceptionHandler
	ResponseEntity<RestError> missing(ServletRequestBindingException missing) {
		return refused(new BadRequest("request", null, String.valueOf(missing.getBody().getDetail())));
	}

	@ExceptionHandler
	ResponseEntity<RestError> tooLarge(MaxUploadSizeExceededException tooLarge) {
		return refused(
				new TooLarge("the upload is too large (expected: at most " + tooLarge.getMaxUploadSize() + " bytes)"));
	}

	@ExceptionHandler
	ResponseEntity<RestError> overtaken(OptimisticLockingFailureException overtaken) {
		return refused(new PreconditionFailed("someone else changed the object at the same time; read it again"));
	}

	@ExceptionHandler
	ResponseEntity<RestError> broken(DataIntegrityViolationException violation) {
		return refused(Constraint.refusal(violation));
	}

	/** Nobody is there any more who could be told. */
	@ExceptionHandler
	void gone(AsyncRequestNotUsableException gone, HttpServletResponse response) {
		logger.debug("the client has left", gone);
	}

	@ExceptionHandler
	ResponseEntity<RestError> failed(Exception failure) {
		if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
			String detail = known.getBody().getDetail();
			int status = known.getStatusCode().value();
			return answer(status, status, (detail != null) ? detail : phrase(status), List.of());
		}
		logger.error("a REST operation failed", failure);
		return answer(500, 500, "The server failed to do this; the log has the details under the request's id",
				List.of());
	}

	/**
	 * The body for a status that no operation answered, such as a missing or insufficient
	 * token.
	 * @param status the HTTP status
	 * @param description what was wrong
	 * @return the body
	 */
	public static RestError body(int status, String description) {
		return body(status, status, description, List.of());
	}

	private static RestError body(int status, long code, String description, List<RestError.Item> items) {
		String requestId = MDC.get("requestId");
		return new RestError(code, phrase(status), description, (requestId != null) ? "request " + requestId : "",
				items);
	}

	private static ResponseEntity<RestError> answer(int status, long code, String description,
			List<RestError.Item> items) {
		return ResponseEntity.status(HttpStatusCode.valueOf(status))
			.contentType(MediaType.APPLICATION_JSON)
			.body(body(status, code, description, items));
	}

	private static String phrase(int status) {
		HttpStatus known = HttpStatus.resolve(status);
		return (known != null) ? known.getReasonPhrase() : "Error";
	}

	private static List<RestError.Item> items(Refusal refusal) {
		return switch (refusal) {
			case BadRequest bad ->
				bad.fields().stream().map(field -> new RestError.Item(field.field(), field.message())).toList();
			case Conflict conflict when conflict.field() != null ->
				List.of(new RestError.Item(String.valueOf(conflict.field()), conflict.description()));
			case Conflict _, Forbidden _, NotFound _, PreconditionFailed _, TooLarge _, Unavailable _ -> List.of();
		};
	}

	private static Refusal jsonRefusal(JacksonException json) {
		return switch (json) {
			case StreamConstraintsException limit -> new BadRequest("body", null, limit.getOriginalMessage());
			case StreamReadException syntax -> new BadRequest("body", null, "a JSON document; line "
					+ syntax.getLocation().getLineNr() + ", column " + syntax.getLocation().getColumnNr() + " is none");
			case UnrecognizedPropertyException unknown -> new BadRequest(path(unknown), null, "no such field");
			case InvalidFormatException format ->
				new BadRequest(path(format), text(format.getValue()), expectation(format.getTargetType()));
			case MismatchedInputException mismatch ->
				new BadRequest(path(mismatch), null, (mismatch.getTargetType() != null)
						? expectation(mismatch.getTargetType()) : "a value of another type");
			case DatabindException bind -> new BadRequest(path(bind), null, reason(bind));
			default -> new BadRequest("body", null, "a JSON document");
		};
	}

	/** A record that refuses a value says why in an IllegalArgumentException. */
	private static String reason(DatabindException bind) {
		return (bind.getCause() instanceof IllegalArgumentException argument && argument.getMessage() != null)
				? argument.getMessage() : "a value of another form";
	}

	private static String path(JacksonException json) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : json.getPath()) {
			if (step.getPropertyName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
			}
			else {
				path.append('[').append(step.getIndex()).append(']');
			}
		}
		return path.isEmpty() ? "body" : path.toString();
	}

	private static String expectation(Class<?> type) {
		if (type.isEnum()) {
			return String.join(", ", List.of(type.getEnumConstants()).stream().map(Object::toString).toList());
		}
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
			return "a number";
		}
		if (type == String.class) {
			return "a string";
		}
		if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
			return "an array";
		}
		return type.isRecord() ? "an object" : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
