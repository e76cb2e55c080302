package org.gatehouse.keymanager.scim;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.accounts.SignInUnavailable;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Answers what goes wrong at the SCIM endpoints in the shape of RFC 7644 section 3.12.
 */
@RestControllerAdvice(basePackageClasses = ScimErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ScimErrors implements AuthenticationEntryPoint, AccessDeniedHandler {

	static final String MEDIA_TYPE = "application/scim+json";

	private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

	private static final Logger logger = LoggerFactory.getLogger(ScimErrors.class);

	private final JsonMapper json;

	ScimErrors(JsonMapper json) {
		this.json = json;
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> refused(ScimProblem problem) {
		return answer(problem.status(), problem.scimType(), problem.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> refused(Refusal refusal) {
		logger.debug("refused: {} {}", refusal.status(), refusal.description());
		String type = switch (refusal) {
			case BadRequest _ -> "invalidValue";
			case Conflict conflict when conflict.field() != null && !"roles".equals(conflict.field())
					&& !"members".equals(conflict.field()) ->
				"uniqueness";
			default -> null;
		};
		return answer(refusal.status(), type, refusal.description());
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException unreadable) {
		return answer(400, "invalidSyntax", "The body is no JSON document");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> noSuchId(MethodArgumentTypeMismatchException mistyped) {
		boolean inPath = "id".equals(mistyped.getName());
		return inPath ? answer(404, null, "no such id '" + mistyped.getValue() + "'") : answer(400, "invalidValue",
				mistyped.getName() + ": '" + mistyped.getValue() + "' (expected: a number)");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> taken(DataIntegrityViolationException violation) {
		return answer(409, "uniqueness", "the value is taken");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> crossed(ConcurrencyFailureException crossed) {
		return answer(409, null, "Someone else changed the same at the same time (expected: another try)");
	}

	@ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
	void leaveToTheSecurityFilters(RuntimeException failure) {
		throw failure;
	}

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> failed(Exception failure) {
		if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
			return answer(known.getStatusCode().value(), null, known.getBody().getDetail());
		}
		logger.error("a SCIM operation failed", failure);
		return answer(500, null, "The server failed to do this; the log has the details under the request's id");
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		if (failure instanceof SignInUnavailable) {
			response.setIntHeader(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS);
			write(response, 503, String.valueOf(failure.getMessage()));
			return;
		}
		response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Gatehouse\"");
		response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		write(response, 401, "The operation needs an administrator's password or a token with the scope apim:admin");
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException {
		write(response, 403, "The caller may not administer people");
	}

	private void write(HttpServletResponse response, int status, String detail) throws IOException {
		response.setStatus(status);
		response.setContentType(MEDIA_TYPE);
		response.getOutputStream().write(this.json.writeValueAsBytes(body(status, null, detail)));
	}

	static ResponseEntity<Map<String, Object>> answer(int status, @Nullable String type, @Nullable String detail) {
		return ResponseEntity.status(status)
			.header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
			.body(body(status, type, detail));
	}

	private static Map<String, Object> body(int status, @Nullable String type, @Nullable String detail) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("schemas", List.of(SCHEMA));
		body.put("status", Integer.toString(status));
		if (type != null) {
			body.put("scimType", type);
		}
		if (detail != null) {
			body.put("detail", detail);
		}
		return body;
	}

}
