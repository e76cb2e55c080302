package org.gatehouse.keymanager.registration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.gatehouse.db.oauth.InitialAccessToken;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Tokens for {@code /oauth2/register}, for administrators' programs.
 */
@RestApi("/api/am/admin/v4/initial-access-tokens")
class InitialTokensRestController {

	private final InitialTokenService tokens;

	InitialTokensRestController(InitialTokenService tokens) {
		this.tokens = tokens;
	}

	@GetMapping
	Page<InitialAccessToken> list(PageRequest page) {
		return this.tokens.list(page);
	}

	@PostMapping
	ResponseEntity<Made> make(@RequestBody Wanted wanted, Authentication caller) {
		InitialTokenService.NewToken made = this.tokens.make(caller.getName(),
				new InitialTokenService.Wish((wanted.label() != null) ? wanted.label() : "", scopes(wanted),
						wanted.uses(), (wanted.expiry() != null) ? Duration.ofSeconds(wanted.expiry()) : null));
		return ResponseEntity.status(HttpStatus.CREATED)
			.cacheControl(CacheControl.noStore())
			.body(new Made(made.value(), made.token()));
	}

	/** What is null in the list is no scope, and refused like others that are none. */
	private static List<String> scopes(Wanted wanted) {
		return (wanted.scopes() != null)
				? wanted.scopes().stream().map((scope) -> Objects.requireNonNullElse(scope, "")).toList() : List.of();
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(@PathVariable UUID id) {
		this.tokens.revoke(id);
	}

	/**
	 * What a token is to be.
	 *
	 * @param label what it is for
	 * @param scopes the most that its clients can be granted, null for who the user is
	 * @param uses how many clients it registers, null for any number
	 * @param expiry how long it can be used, in seconds
	 */
	record Wanted(@Nullable String label, @Nullable List<@Nullable String> scopes, @Nullable Integer uses,
			@Nullable Integer expiry) {

	}

	/**
	 * A new token.
	 *
	 * @param accessToken the token, for the only time
	 * @param details what is kept of it
	 */
	record Made(String accessToken, InitialAccessToken details) {

		@Override
		public String toString() {
			return "Made[details=" + this.details + "]";
		}

	}

}
