package org.gatehouse.store.tokens;

import java.util.List;
import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.store.StorePaths;
import org.gatehouse.store.keys.KeyChange;
import org.gatehouse.store.keys.KeyService;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.store.keys.NewSecret;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * An application's keys and tokens in the contract, which names a key by its type
 * ({@code /keys/{keyType}}) or by its id ({@code /oauth-keys/{keyMappingId}}).
 */
@RestApi(StorePaths.REST + "/applications/{applicationId}")
class ApplicationKeyController {

	private final KeyService keys;

	private final TokenService tokens;

	ApplicationKeyController(KeyService keys, TokenService tokens) {
		this.keys = keys;
		this.tokens = tokens;
	}

	@PostMapping("/generate-keys")
	ResponseEntity<ApplicationKeyResource> generate(SignedInUser user, @PathVariable UUID applicationId,
			@RequestBody GenerateKeyBody body) {
		NewSecret made = this.keys.generate(user, applicationId, body.request());
		GeneratedToken token = this.tokens.issueFirst(user, made.key());
		return secret(
				ApplicationKeyResource.of(made.key(), made.consumerSecret(), (token != null) ? token.token() : null));
	}

	@GetMapping({ "/keys", "/oauth-keys" })
	KeyListResource list(SignedInUser user, @PathVariable UUID applicationId) {
		List<ApplicationKeyResource> all = this.keys.list(user, applicationId)
			.stream()
			.map(ApplicationKeyController::withoutSecret)
			.toList();
		return new KeyListResource(all.size(), all);
	}

	@GetMapping("/keys/{keyType}")
	ApplicationKeyResource get(SignedInUser user, @PathVariable UUID applicationId, @PathVariable KeyType keyType) {
		return withoutSecret(this.keys.get(user, applicationId, new WhichKey.OfType(keyType)));
	}

	@GetMapping("/oauth-keys/{keyMappingId}")
	ApplicationKeyResource get(SignedInUser user, @PathVariable UUID applicationId, @PathVariable UUID keyMappingId) {
		return withoutSecret(this.keys.get(user, applicationId, new WhichKey.OfId(keyMappingId)));
	}

	@PutMapping("/keys/{keyType}")
	ApplicationKeyResource update(SignedInUser user, @PathVariable UUID applicationId, @PathVariable KeyType keyType,
			@RequestBody ApplicationKeyResource body) {
		return update(user, applicationId, new WhichKey.OfType(keyType), body);
	}

	@PutMapping("/oauth-keys/{keyMappingId}")
	ApplicationKeyResource update(SignedInUser user, @PathVariable UUID applicationId, @PathVariable UUID keyMappingId,
			@RequestBody ApplicationKeyResource body) {
		return update(user, applicationId, new WhichKey.OfId(keyMappingId), body);
	}

	@PostMapping("/keys/{keyType}/regenerate-secret")
	ResponseEntity<SecretResource> regenerate(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable KeyType keyType) {
		return regenerate(user, applicationId, new WhichKey.OfType(keyType));
	}

	@PostMapping("/oauth-keys/{keyMappingId}/regenerate-secret")
	ResponseEntity<SecretResource> regenerate(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable UUID keyMappingId) {
		return regenerate(user, applicationId, new WhichKey.OfId(keyMappingId));
	}

	@PostMapping("/keys/{keyType}/clean-up")
	ResponseEntity<Void> remove(SignedInUser user, @PathVariable UUID applicationId, @PathVariable KeyType keyType) {
		this.keys.remove(user, applicationId, new WhichKey.OfType(keyType));
		return ResponseEntity.ok().build();
	}

	@PostMapping("/oauth-keys/{keyMappingId}/clean-up")
	ResponseEntity<Void> remove(SignedInUser user, @PathVariable UUID applicationId, @PathVariable UUID keyMappingId) {
		this.keys.remove(user, applicationId, new WhichKey.OfId(keyMappingId));
		return ResponseEntity.ok().build();
	}

	@PostMapping("/keys/{keyType}/generate-token")
	ResponseEntity<ApplicationKeyResource.TokenResource> token(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable KeyType keyType, @RequestBody GenerateTokenBody body) {
		return token(user, applicationId, new WhichKey.OfType(keyType), body);
	}

	@PostMapping("/oauth-keys/{keyMappingId}/generate-token")
	ResponseEntity<ApplicationKeyResource.TokenResource> token(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable UUID keyMappingId, @RequestBody GenerateTokenBody body) {
		return token(user, applicationId, new WhichKey.OfId(keyMappingId), body);
	}

	private ApplicationKeyResource update(SignedInUser user, UUID applicationId, WhichKey which,
			ApplicationKeyResource body) {
		List<String> grants = body.supportedGrantTypes();
		if (grants == null) {
			throw new BadRequest("supportedGrantTypes", null, "an array of grant types");
		}
		KeyView key = this.keys.get(user, applicationId, which);
		return withoutSecret(this.keys.update(user, applicationId, which,
				new KeyChange(grants, body.callbackUrl(), body.signOutUrl(), null, body.rules(key.tokenRules()))));
	}

	private ResponseEntity<SecretResource> regenerate(SignedInUser user, UUID applicationId, WhichKey which) {
		NewSecret made = this.keys.regenerateSecret(user, applicationId, which);
		return secret(new SecretResource(made.key().consumerKey().value(), made.consumerSecret()));
	}

	private ResponseEntity<ApplicationKeyResource.TokenResource> token(SignedInUser user, UUID applicationId,
			WhichKey which, GenerateTokenBody body) {
		TokenRequest request = body.request();
		KeyView key = this.keys.requireSecret(user, applicationId, which, body.consumerSecret());
		if (body.revokeToken() != null && !body.revokeToken().isBlank()) {
			this.keys.revoke(user, applicationId, new WhichKey.OfId(key.id()), body.revokeToken());
		}
		return secret(ApplicationKeyResource.TokenResource
			.of(this.tokens.issue(user, applicationId, which, request).token()));
	}

	private static ApplicationKeyResource withoutSecret(KeyView key) {
		return ApplicationKeyResource.of(key, null, null);
	}

	private static <T> ResponseEntity<T> secret(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

	/**
	 * {@code ApplicationKeyList} of the contract.
	 */
	record KeyListResource(int count, List<ApplicationKeyResource> list) {

	}

	/**
	 * {@code ApplicationKeyReGenerateResponse} of the contract.
	 */
	record SecretResource(String consumerKey, String consumerSecret) {

		@Override
		public String toString() {
			return "SecretResource[consumerKey=" + this.consumerKey + "]";
		}

	}

}
