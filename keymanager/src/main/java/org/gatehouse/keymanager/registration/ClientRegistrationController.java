package org.gatehouse.keymanager.registration;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /oauth2/register} (RFC 7591 and RFC 7592). The security chain lets those in to
 * register who have a token for it; what comes afterwards is for the client's own token.
 */
@RestController
class ClientRegistrationController {

	private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]{1,200}=*)",
			Pattern.CASE_INSENSITIVE);

	private final ClientRegistrationService registrations;

	ClientRegistrationController(ClientRegistrationService registrations) {
		this.registrations = registrations;
	}

	@PostMapping(path = "/oauth2/register", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Map<String, Object>> register(@RequestBody ClientMetadata metadata, Authentication caller) {
		return answer(HttpStatus.CREATED, this.registrations.register(metadata, Registrar.of(caller)));
	}

	@GetMapping("/oauth2/register/{clientId}")
	ResponseEntity<Map<String, Object>> get(@PathVariable String clientId,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
		return answer(HttpStatus.OK, this.registrations.get(clientId, token(authorization)));
	}

	@PutMapping(path = "/oauth2/register/{clientId}", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Map<String, Object>> replace(@PathVariable String clientId, @RequestBody ClientMetadata metadata,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
		return answer(HttpStatus.OK, this.registrations.replace(clientId, token(authorization), metadata));
	}

	@DeleteMapping("/oauth2/register/{clientId}")
	ResponseEntity<Void> remove(@PathVariable String clientId,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
		this.registrations.remove(clientId, token(authorization));
		return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
	}

	private static String token(@Nullable String authorization) {
		Matcher bearer = BEARER.matcher((authorization != null) ? authorization : "");
		if (!bearer.matches()) {
			throw new UnknownRegistration();
		}
		return bearer.group(1);
	}

	private static ResponseEntity<Map<String, Object>> answer(HttpStatus status, Map<String, Object> body) {
		return ResponseEntity.status(status)
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.PRAGMA, "no-cache")
			.body(body);
	}

}
