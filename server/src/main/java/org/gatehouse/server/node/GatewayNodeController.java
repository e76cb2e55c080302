package org.gatehouse.server.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.db.oauth.ActiveTokens;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.gatewaycore.snapshot.SnapshotJson;
import org.gatehouse.keymanager.accounts.GatewayPasswords;
import org.gatehouse.web.rest.Unavailable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/**
 * What gateways on other nodes ask and tell.
 */
@RestController
@RequestMapping(path = "/internal/gateway", produces = MediaType.APPLICATION_JSON_VALUE)
class GatewayNodeController {

	private static final Pattern SECONDS = Pattern.compile("(\\d{1,3})s?");

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

	private final DatabaseChangeFeed feed;

	private final GatewayNodes nodes;

	private final ActiveTokens tokens;

	private final ObjectProvider<GatewayPasswords> passwords;

	GatewayNodeController(DatabaseChangeFeed feed, GatewayNodes nodes, ActiveTokens tokens,
			ObjectProvider<GatewayPasswords> passwords) {
		this.feed = feed;
		this.nodes = nodes;
		this.tokens = tokens;
		this.passwords = passwords;
	}

	@GetMapping("/changes")
	ResponseEntity<byte[]> changes(@RequestParam String since, @RequestParam(defaultValue = "0s") String wait)
			throws IOException, InterruptedException {
		Matcher seconds = SECONDS.matcher(wait);
		if (!seconds.matches() || !since.matches("\\d{1,18}")) {
			return problem(
					"since: '" + since + "', wait: '" + wait + "' (expected: a revision, and seconds such as 30s)");
		}
		Duration patience = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
		return json(this.feed.changesSince(Long.parseLong(since),
				(patience.compareTo(LONGEST_WAIT) < 0) ? patience : LONGEST_WAIT));
	}

	@PostMapping("/reports")
	ResponseEntity<byte[]> report(@RequestBody byte[] body) {
		try (Binding _ = TenantContext.acrossTenants()) {
			this.nodes.save(SnapshotJson.MAPPER.readValue(body, GatewayReport.class));
			return ResponseEntity.noContent().build();
		}
		catch (JacksonException ex) {
			return problem("body: no report of a gateway (" + ex.getOriginalMessage() + ")");
		}
	}

	@PostMapping("/token-state")
	ResponseEntity<byte[]> tokenState(@RequestBody byte[] body) {
		try {
			TokenQuestion question = SnapshotJson.MAPPER.readValue(body, TokenQuestion.class);
			Optional<TokenState> state = this.tokens.find(question.tokenHash());
			return state.<ResponseEntity<byte[]>>map(GatewayNodeController::json)
				.orElseGet(() -> ResponseEntity.notFound().build());
		}
		catch (JacksonException ex) {
			return problem("body: no question for a token (" + ex.getOriginalMessage() + ")");
		}
	}

	@PostMapping("/password-state")
	ResponseEntity<byte[]> passwordState(@RequestBody byte[] body) {
		PasswordQuestion question;
		try {
			question = SnapshotJson.MAPPER.readValue(body, PasswordQuestion.class);
		}
		catch (JacksonException ex) {
			// What it says of the place may hold a part of a password.
			return problem("body: no question for a password");
		}
		GatewayPasswords here = this.passwords.getIfAvailable();
		if (here == null) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
		}
		try {
			return here.check(question)
				.<ResponseEntity<byte[]>>map(GatewayNodeController::json)
				.orElseGet(() -> ResponseEntity.notFound().build());
		}
		catch (Unavailable down) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
		}
	}

	private static ResponseEntity<byte[]> json(Object value) {
		return ResponseEntity.ok(SnapshotJson.MAPPER.writeValueAsBytes(value));
	}

	private static ResponseEntity<byte[]> problem(String detail) {
		return ResponseEntity.badRequest().body(SnapshotJson.MAPPER.writeValueAsBytes(new Problem(400, detail)));
	}

	record TokenQuestion(String tokenHash) {

	}

	record Problem(int status, String detail) {

	}

}
