package org.gatehouse.keymanager.clients;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.db.oauth.OAuthClientRepository;

import org.springframework.stereotype.Component;

/**
 * Notes when client secrets are used, at most once a minute each, so that a busy client
 * does not write with every token.
 */
@Component
public class SecretUses {

	private final Cache<String, Boolean> noted = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(Duration.ofMinutes(1))
		.build();

	private final OAuthClientRepository clients;

	private final Clock clock;

	SecretUses(OAuthClientRepository clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	void note(String secretHash) {
		if (this.noted.asMap().putIfAbsent(secretHash, true) == null) {
			this.clients.noteUse(secretHash, this.clock.instant());
		}
	}

}
