package org.gatehouse.keymanager.signing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys take turns by themselves.
 *
 * @param rotateEvery how long a key signs ({@code gatehouse.signing-keys.rotate-every});
 * zero: until somebody rotates it
 * @param announce how long a key is published before it signs
 * ({@code gatehouse.signing-keys.announce}), so that whoever caches the key set has seen
 * it by then
 */
@ConfigurationProperties("gatehouse.signing-keys")
public record SigningKeyProperties(@DefaultValue("90d") Duration rotateEvery, @DefaultValue("24h") Duration announce) {

	public SigningKeyProperties {
		if (rotateEvery.isNegative() || announce.isNegative()
				|| (!rotateEvery.isZero() && rotateEvery.compareTo(announce) <= 0)) {
			throw new IllegalArgumentException("gatehouse.signing-keys: rotate-every " + rotateEvery + ", announce "
					+ announce + " (expected: none negative, and keys that are announced for less than they sign)");
		}
	}

}
