package org.gatehouse.keymanager.clients;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.db.oauth.ClientSecret;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.ClientStamps;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/**
 * Shows the database's clients to the authorization server. A client that is changed or
 * gone is so at once, on all nodes: each request asks the database whether it changed,
 * and only then reads it anew.
 */
@Component
class StoredClients implements RegisteredClientRepository {

	private final OAuthClientRepository clients;

	private final ClientStamps stamps;

	private final ClientSecretEncoder encoder;

	private final ClientMapping mapping;

	private final Clock clock;

	private final Cache<Key, Known> known = Caffeine.newBuilder().maximumSize(10_000).build();

	StoredClients(OAuthClientRepository clients, ClientStamps stamps, ClientSecrets secrets, SecretUses uses,
			ClientMapping mapping, Clock clock) {
		this.clients = clients;
		this.stamps = stamps;
		this.encoder = new ClientSecretEncoder(secrets, uses);
		this.mapping = mapping;
		this.clock = clock;
	}

	/** For each tenant a client that was there lately. */
	private final Cache<TenantId, Present> present = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(Duration.ofMinutes(1))
		.build();

	/** A client, by both its identifiers. */
	private record Present(UUID id, String clientId) {

	}

	/** Which client: by the database's id, or by the public one. */
	private record Key(TenantId tenant, Object id) {

	}

	/** What a client was at a stamp; with a secret that expires it is so until then. */
	record Known(String stamp, Instant until, RegisteredClient client) {

	}

	@Override
	public void save(RegisteredClient client) {
		throw new UnsupportedOperationException("clients are made by portals and by registration");
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		UUID uuid = UUID.fromString(id);
		return find(uuid, this.stamps.ofId(uuid), () -> this.clients.findWithOwner(uuid));
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		TenantId tenant = TenantContext.current();
		Present other = this.present.getIfPresent(tenant);
		Optional<String> stamp = this.stamps.ofClientId(clientId, (other != null) ? other.id() : null);
		RegisteredClient found = find(clientId, stamp, () -> this.clients.findByClientId(clientId));
		if (found == null) {
			// As much work as for a known client whose secret is wrong.
			standIn(tenant);
			this.encoder.matches(clientId, this.mapping.nobodysHash());
			return null;
		}
		if (other == null) {
			this.present.put(tenant, new Present(UUID.fromString(found.getId()), clientId));
		}
		return found;
	}

	/**
	 * Finds a client as it was when it was read last. Whoever goes by that makes sure
	 * that its stamp is still the same before anything comes of it.
	 * @param clientId its public id
	 * @return the client, null if it was not read lately or a secret expired since
	 */
	@Nullable Known remembered(String clientId) {
		TenantId tenant = TenantContext.current();
		Known known = this.known.getIfPresent(new Key(tenant, clientId));
		if (known == null) {
			standIn(tenant);
			return null;
		}
		return known.until().isAfter(this.clock.instant()) ? known : null;
	}

	/**
	 * Looks for a client that was there lately in place of one that is unknown: what is
	 * found costs more than what is not, for the cache notes who was asked for.
	 */
	private void standIn(TenantId tenant) {
		Present other = this.present.getIfPresent(tenant);
		if (other != null) {
			var unused = this.known.getIfPresent(new Key(tenant, other.clientId()));
		}
	}

	/** The stamp is of before the client is read, so that it is never too young. */
	private @Nullable RegisteredClient find(Object id, Optional<String> stamp, Supplier<Optional<OAuthClient>> stored) {
		Key key = new Key(TenantContext.current(), id);
		if (stamp.isEmpty()) {
			this.known.invalidate(key);
			return null;
		}
		Known before = this.known.getIfPresent(key);
		Instant now = this.clock.instant();
		if (before != null && before.stamp().equals(stamp.get()) && before.until().isAfter(now)) {
			return before.client();
		}
		OAuthClient client = stored.get().orElse(null);
		if (client == null || client.isDisabled()) {
			this.known.invalidate(key);
			return null;
		}
		RegisteredClient registered = this.mapping.registered(client);
		this.known.put(key, new Known(stamp.get(), unchanged(client, now), registered));
		return registered;
	}

	private static Instant unchanged(OAuthClient client, Instant now) {
		return client.secrets()
			.stream()
			.map(ClientSecret::expiresAt)
			.filter(Objects::nonNull)
			.filter((expiry) -> expiry.isAfter(now))
			.min(Comparator.naturalOrder())
			.orElse(Instant.MAX);
	}

}
