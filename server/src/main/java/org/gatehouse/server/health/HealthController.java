package org.gatehouse.server.health;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gatehouse.server.Role;
import org.gatehouse.server.launch.LaunchedNode;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /livez}: the process answers. {@code /readyz}: everything that a call needs is
 * there.
 */
@RestController
class HealthController {

	private final LaunchedNode node;

	private final ControlPlaneHealth controlPlane;

	HealthController(LaunchedNode node, ControlPlaneHealth controlPlane) {
		this.node = node;
		this.controlPlane = controlPlane;
	}

	@GetMapping(path = "/livez", produces = "application/json")
	ResponseEntity<Map<String, String>> alive() {
		return answer(HttpStatus.OK, Map.of("status", "UP"));
	}

	@GetMapping(path = "/readyz", produces = "application/json")
	ResponseEntity<Map<String, String>> ready() {
		Map<String, Boolean> checks = new LinkedHashMap<>(this.controlPlane.checks());
		if (this.node.is(Role.GATEWAY)) {
			checks.put("gateway", this.node.readiness().gateway());
		}
		boolean ready = !checks.containsValue(false);
		Map<String, String> body = new LinkedHashMap<>();
		body.put("status", ready ? "UP" : "DOWN");
		checks.forEach((check, passed) -> body.put(check, passed ? "UP" : "DOWN"));
		return answer(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, body);
	}

	private static ResponseEntity<Map<String, String>> answer(HttpStatus status, Map<String, String> body) {
		return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
	}

}
