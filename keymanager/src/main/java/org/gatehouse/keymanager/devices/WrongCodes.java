package org.gatehouse.keymanager.devices;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

/**
 * Slows down who guesses at the codes of devices (RFC 8628 section 5.1): after ten wrong
 * ones a user has to wait until ten minutes have gone by without one.
 */
@Component
class WrongCodes {

	private static final int MOST = 10;

	private static final Duration WAIT = Duration.ofMinutes(10);

	private static final int MOST_USERS = 100_000;

	private final Cache<String, Integer> wrong = Caffeine.newBuilder()
		.maximumSize(MOST_USERS)
		.expireAfterWrite(WAIT)
		.build();

	boolean areTooMany(String userName) {
		Integer count = this.wrong.getIfPresent(userName);
		return count != null && count >= MOST;
	}

	void add(String userName) {
		this.wrong.asMap().merge(userName, 1, Integer::sum);
	}

}
