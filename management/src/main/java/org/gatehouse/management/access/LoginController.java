package org.gatehouse.management.access;

import java.security.Principal;
import java.util.Map;

import org.gatehouse.web.rest.RestApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * {@code GET /management/login} and {@code /logout}, in the shapes of "Securing the
 * Management API".
 */
@RestApi("/management")
class LoginController {

	private static final Logger log = LoggerFactory.getLogger(LoginController.class);

	private final ManagementTokens tokens;

	LoginController(ManagementTokens tokens) {
		this.tokens = tokens;
	}

	@GetMapping("/login")
	ResponseEntity<Map<String, String>> login(Principal user) {
		log.info("{} logged in to the management API", user.getName());
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(Map.of("AccessToken", this.tokens.issue(user.getName())));
	}

	@GetMapping("/logout")
	ResponseEntity<Void> logout(Principal user, @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
		this.tokens.revoke(authorization.substring("Bearer ".length()).strip());
		log.info("{} logged out of the management API", user.getName());
		return ResponseEntity.ok().build();
	}

}
