package org.gatehouse.management;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gatehouse.management.*}. The names of the token store's settings follow
 * "Securing the Management API".
 *
 * @param maxTokens how many people can be logged in at a time; who is longest unseen is
 * logged out for one more
 * @param tokenExpiry how long a login lasts
 */
@ConfigurationProperties("gatehouse.management")
public record ManagementProperties(@DefaultValue("200") int maxTokens, @DefaultValue("1h") Duration tokenExpiry) {

	public ManagementProperties {
		if (maxTokens < 1) {
			throw new IllegalArgumentException("gatehouse.management.max-tokens: " + maxTokens + " (expected: > 0)");
		}
		if (tokenExpiry.isNegative() || tokenExpiry.isZero()) {
			throw new IllegalArgumentException(
					"gatehouse.management.token-expiry: " + tokenExpiry + " (expected: such as 1h)");
		}
	}

}
