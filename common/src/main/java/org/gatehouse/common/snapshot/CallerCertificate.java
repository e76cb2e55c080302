package org.gatehouse.common.snapshot;

import java.time.Instant;

import org.gatehouse.common.api.ApiId;

/**
 * A certificate by which clients may call an API.
 *
 * @param apiId the API version
 * @param alias its name among those of the API version
 * @param fingerprint SHA-256 of the certificate (DER), in lower-case hex
 * @param tier the name of the subscription tier of calls that have nothing but the
 * certificate
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 */
public record CallerCertificate(ApiId apiId, String alias, String fingerprint, String tier, Instant notBefore,
		Instant notAfter) implements SnapshotEntry {

	@Override
	public String key() {
		return "client-certificate:" + this.apiId + "/" + this.alias;
	}

}
