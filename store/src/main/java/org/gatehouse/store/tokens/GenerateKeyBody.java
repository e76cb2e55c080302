package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.List;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.store.keys.KeyRequest;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code ApplicationKeyGenerateRequest} of the contract.
 */
record GenerateKeyBody(@Nullable KeyType keyType, @Nullable String keyManager,
		@Nullable List<String> grantTypesToBeSupported, @Nullable String callbackUrl, @Nullable List<String> scopes,
		@Nullable String validityTime) {

	KeyRequest request() {
		KeyType type = this.keyType;
		List<String> grants = this.grantTypesToBeSupported;
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(this.keyManager == null || this.keyManager.equals(ApplicationKeyResource.KEY_MANAGER),
				"keyManager", this.keyManager, ApplicationKeyResource.KEY_MANAGER);
		wrong.require(type != null, "keyType", null, "PRODUCTION or SANDBOX");
		wrong.require(grants != null, "grantTypesToBeSupported", null, "an array of grant types");
		Long seconds = seconds(wrong);
		wrong.throwIfAny();
		if (type == null || grants == null) {
			throw new IllegalStateException("refused above");
		}
		return new KeyRequest(type, grants, this.callbackUrl, null,
				(seconds != null) ? Duration.ofSeconds(seconds) : null, KeyProof.BY_SECRET);
	}

	private @Nullable Long seconds(BadRequest.Collector wrong) {
		if (this.validityTime == null || this.validityTime.isBlank()) {
			return null;
		}
		try {
			return Long.valueOf(this.validityTime.strip());
		}
		catch (NumberFormatException ex) {
			wrong.reject("validityTime", this.validityTime, "a number of seconds");
			return null;
		}
	}

}
