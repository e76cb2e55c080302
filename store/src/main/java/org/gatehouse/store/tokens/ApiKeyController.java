package org.gatehouse.store.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.store.StorePaths;
import org.gatehouse.store.keys.ApiKeyRequest;
import org.gatehouse.store.keys.ApiKeyService;
import org.gatehouse.store.keys.ApiKeyView;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * An application's API keys in the contract.
 */
@RestApi(StorePaths.REST + "/applications/{applicationId}/api-keys/{keyType}")
class ApiKeyController {

	/** What the contract has for a key that does not expire. */
	private static final long ALWAYS = -1;

	private static final DateTimeFormatter ISSUED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final ApiKeyService keys;

	ApiKeyController(ApiKeyService keys) {
		this.keys = keys;
	}

	@GetMapping
	KeyListResource list(SignedInUser user, @PathVariable UUID applicationId, @PathVariable KeyType keyType) {
		List<KeyInfoResource> all = this.keys.list(user, applicationId, keyType)
			.stream()
			.map((key) -> new KeyInfoResource(key.id().toString(), key.label(), ISSUED.format(key.createdAt()),
					validity(key)))
			.toList();
		return new KeyListResource(all.size(), all);
	}

	@PostMapping("/generate")
	ResponseEntity<KeyResource> generate(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable KeyType keyType, @RequestBody(required = false) @Nullable GenerateBody body) {
		ApiKeyRequest request = (body != null) ? body.request() : new ApiKeyRequest(null, null, List.of(), List.of());
		return answer(this.keys.generate(user, applicationId, keyType, request));
	}

	@PostMapping("/regenerate")
	ResponseEntity<KeyResource> regenerate(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable KeyType keyType, @RequestBody WhichBody body) {
		return answer(this.keys.regenerate(user, applicationId, keyType, body.id()));
	}

	@PostMapping("/revoke")
	ResponseEntity<Void> revoke(SignedInUser user, @PathVariable UUID applicationId, @PathVariable KeyType keyType,
			@RequestBody WhichBody body) {
		if (body.apikey() != null && body.keyUUID() == null) {
			this.keys.revoke(user, applicationId, keyType, body.apikey());
		}
		else {
			this.keys.revoke(user, applicationId, keyType, body.id());
		}
		return ResponseEntity.ok().build();
	}

	private static ResponseEntity<KeyResource> answer(ApiKeyService.Made made) {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(new KeyResource(made.view().label(), made.key(), validity(made.view())));
	}

	private static long validity(ApiKeyView key) {
		Instant end = key.expiresAt();
		return (end != null) ? Duration.between(key.createdAt(), end).toSeconds() : ALWAYS;
	}

	/**
	 * {@code APIKey} of the contract.
	 */
	record KeyResource(String keyName, String apikey, long validityPeriod) {

		@Override
		public String toString() {
			return "KeyResource[keyName=" + this.keyName + "]";
		}

	}

	/**
	 * {@code APIKeyInfo} of the contract.
	 */
	record KeyInfoResource(String keyUUID, String keyName, String issuedOn, long validityPeriod) {

	}

	/**
	 * {@code APIKeyList} of the contract.
	 */
	record KeyListResource(int count, List<KeyInfoResource> list) {

	}

	/**
	 * {@code APIKeyGenerateRequest} of the contract. Where a key is taken stands in the
	 * additional properties {@code permittedIP} and {@code permittedReferer}, with commas
	 * between several.
	 */
	record GenerateBody(@Nullable String keyName, @Nullable Long validityPeriod,
			@Nullable Map<String, Object> additionalProperties) {

		ApiKeyRequest request() {
			Long seconds = this.validityPeriod;
			return new ApiKeyRequest(this.keyName,
					(seconds == null || seconds == ALWAYS) ? null : Duration.ofSeconds(seconds), places("permittedIP"),
					places("permittedReferer"));
		}

		private List<String> places(String name) {
			Object text = (this.additionalProperties != null) ? this.additionalProperties.get(name) : null;
			if (text != null && !(text instanceof String)) {
				throw new BadRequest(name, String.valueOf(text), "a text with commas between several");
			}
			return (text == null) ? List.of()
					: Arrays.stream(((String) text).split(","))
						.map(String::strip)
						.filter((place) -> !place.isEmpty())
						.toList();
		}

	}

	/**
	 * {@code APIKeyRevokeRequest} and {@code APIKeyRenewRequest} of the contract.
	 */
	record WhichBody(@Nullable String apikey, @Nullable String keyUUID) {

		UUID id() {
			try {
				return UUID.fromString(String.valueOf(this.keyUUID));
			}
			catch (IllegalArgumentException ex) {
				throw new BadRequest("keyUUID", this.keyUUID, "the keyUUID of one of the application's API keys");
			}
		}

		@Override
		public String toString() {
			return "WhichBody[keyUUID=" + this.keyUUID + "]";
		}

	}

}
