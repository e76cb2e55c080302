package org.gatehouse.keymanager.registration;

import java.util.Map;

import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers what goes wrong at {@code /oauth2/register} in the shape of RFC 7591 section
 * 3.2.2.
 */
@RestControllerAdvice(assignableTypes = ClientRegistrationController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientRegistrationErrors {

	private static final Logger logger = LoggerFactory.getLogger(ClientRegistrationErrors.class);

	private static final String REDIRECTS = "redirect_uris";

	private static final String INVALID_METADATA = "invalid_client_metadata";

	@ExceptionHandler
	ResponseEntity<Map<String, String>> refused(Refusal refusal) {
		logger.debug("refused: {} {}", refusal.status(), refusal.description());
		boolean redirects = refusal instanceof BadRequest bad
				&& bad.fields().stream().anyMatch((field) -> REDIRECTS.equals(field.field()));
		return answer(refusal.status(), redirects ? "invalid_redirect_uri" : INVALID_METADATA, refusal.description());
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> unknown(UnknownRegistration unknown) {
		return ResponseEntity.status(401)
			.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("error", "invalid_token"));
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException unreadable) {
		return answer(400, INVALID_METADATA, "The body is no JSON object with members of the types of RFC 7591");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> failed(Exception failure) {
		if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
			return answer(known.getStatusCode().value(), "invalid_request",
					"The request is none of RFC 7591 or RFC 7592");
		}
		logger.error("a registration failed", failure);
		return answer(500, "server_error", "The log has the details under the request's id");
	}

	/** What is said has the characters of RFC 6749 section 5.2. */
	private static ResponseEntity<Map<String, String>> answer(int status, String error, String description) {
		return ResponseEntity.status(status)
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("error", error, "error_description",
					description.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?")));
	}

}
