package org.gatehouse.store.tokens;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.store.StorePaths;
import org.gatehouse.store.keys.SecretService;
import org.gatehouse.store.keys.SecretView;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The secrets of an application's key in the contract.
 */
@RestApi(StorePaths.REST + "/applications/{applicationId}/oauth-keys/{keyMappingId}")
class ApplicationSecretController {

	private final SecretService secrets;

	ApplicationSecretController(SecretService secrets) {
		this.secrets = secrets;
	}

	@GetMapping("/secrets")
	SecretListResource list(SignedInUser user, @PathVariable UUID applicationId, @PathVariable UUID keyMappingId) {
		List<SecretResource> all = this.secrets.list(user, applicationId, new WhichKey.OfId(keyMappingId))
			.stream()
			.map((secret) -> SecretResource.of(secret, null))
			.toList();
		return new SecretListResource(all.size(), all);
	}

	/** The contract has no way to one secret alone: its location is the list. */
	@PostMapping("/generate-secret")
	ResponseEntity<SecretResource> generate(SignedInUser user, @PathVariable UUID applicationId,
			@PathVariable UUID keyMappingId, @RequestBody CreationBody body) {
		SecretService.Made made = this.secrets.add(user, applicationId, new WhichKey.OfId(keyMappingId),
				body.description(), body.expiresIn());
		URI location = URI
			.create(StorePaths.REST + "/applications/" + applicationId + "/oauth-keys/" + keyMappingId + "/secrets");
		return ResponseEntity.created(location)
			.cacheControl(CacheControl.noStore())
			.body(SecretResource.of(made.view(), made.secret()));
	}

	@PostMapping("/revoke-secret")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(SignedInUser user, @PathVariable UUID applicationId, @PathVariable UUID keyMappingId,
			@RequestBody DeletionBody body) {
		this.secrets.revoke(user, applicationId, new WhichKey.OfId(keyMappingId), body.id());
	}

	/**
	 * {@code ConsumerSecretList} of the contract.
	 */
	record SecretListResource(int count, List<SecretResource> list) {

	}

	/**
	 * {@code ConsumerSecret} of the contract. Times are seconds since 1970.
	 */
	record SecretResource(String secretId, @Nullable String secretValue, Map<String, Object> additionalProperties) {

		static SecretResource of(SecretView secret, @Nullable String value) {
			Map<String, Object> more = new LinkedHashMap<>();
			more.put("description", secret.label());
			more.put("createdAt", secret.createdAt().getEpochSecond());
			if (secret.expiresAt() != null) {
				more.put("expiresAt", secret.expiresAt().getEpochSecond());
			}
			if (secret.lastUsedAt() != null) {
				more.put("lastUsedAt", secret.lastUsedAt().getEpochSecond());
			}
			return new SecretResource(secret.id().toString(), value, more);
		}

		@Override
		public String toString() {
			return "SecretResource[secretId=" + this.secretId + "]";
		}

	}

	/**
	 * {@code ConsumerSecretCreationRequest} of the contract.
	 */
	record CreationBody(@Nullable Map<String, Object> additionalProperties) {

		@Nullable String description() {
			Object description = property("description");
			if (description != null && !(description instanceof String)) {
				throw new BadRequest("description", String.valueOf(description), "a text");
			}
			return (String) description;
		}

		@Nullable Duration expiresIn() {
			Object seconds = property("expiresIn");
			try {
				return (seconds != null) ? Duration.ofSeconds(Long.parseLong(seconds.toString())) : null;
			}
			catch (NumberFormatException ex) {
				throw new BadRequest("expiresIn", String.valueOf(seconds), "a whole number of seconds");
			}
		}

		private @Nullable Object property(String name) {
			return (this.additionalProperties != null) ? this.additionalProperties.get(name) : null;
		}

	}

	/**
	 * {@code ConsumerSecretDeletionRequest} of the contract.
	 */
	record DeletionBody(@Nullable String secretId) {

		UUID id() {
			try {
				return UUID.fromString(String.valueOf(this.secretId));
			}
			catch (IllegalArgumentException ex) {
				throw new BadRequest("secretId", this.secretId, "the secretId of one of the key's secrets");
			}
		}

	}

}
