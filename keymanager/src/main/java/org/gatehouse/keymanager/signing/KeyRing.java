package org.gatehouse.keymanager.signing;

import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.jose.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's keys as they were read.
 *
 * @param keys all that are published, the last to sign first
 * @param readAt when they were read
 */
record KeyRing(List<Entry> keys, Instant readAt) {

	/**
	 * Finds the key that signs.
	 * @param now the time
	 * @return the newest that has begun to
	 */
	Entry signing(Instant now) {
		return this.keys.stream()
			.filter((key) -> !key.activeFrom().isAfter(now) && key.signer() != null)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("signing key: none (expected: one of the tenant's)"));
	}

	List<JWK> published() {
		return this.keys.stream().map(Entry::publicKey).toList();
	}

	/**
	 * A key.
	 *
	 * @param publicKey its public part
	 * @param algorithm what it is for
	 * @param activeFrom when it begins to sign
	 * @param signer signs with it, null once it is retired
	 */
	record Entry(JWK publicKey, KeyAlgorithm algorithm, Instant activeFrom, @Nullable JWSSigner signer) {

	}

}
