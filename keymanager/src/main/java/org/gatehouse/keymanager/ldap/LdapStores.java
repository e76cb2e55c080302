package org.gatehouse.keymanager.ldap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.annotation.PreDestroy;
import org.gatehouse.db.identity.LdapStore;
import org.gatehouse.db.identity.LdapStoreRepository;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.keymanager.accounts.UserDirectories;
import org.gatehouse.keymanager.accounts.UserStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * The directories of the bound tenant. The rows are asked each time, so that one that is
 * changed or switched off is so at once on all nodes; connections are kept as long as the
 * row has not changed.
 */
@Component
class LdapStores implements UserDirectories {

	private final LdapStoreRepository stores;

	private final LdapRows rows;

	private final Sealer sealer;

	private final JsonMapper json;

	private final ConcurrentMap<UUID, Open> open = new ConcurrentHashMap<>();

	LdapStores(LdapStoreRepository stores, LdapRows rows, Sealer sealer, JsonMapper json) {
		this.stores = stores;
		this.rows = rows;
		this.sealer = sealer;
		this.json = json;
	}

	/**
	 * A directory with its connections.
	 *
	 * @param version the version of the row that it is of
	 * @param store the directory
	 */
	private record Open(long version, LdapUserStore store) {

	}

	@Override
	public List<UserStore> active() {
		return this.stores.findAllByOrderByRankAscDomainAsc()
			.stream()
			.filter(LdapStore::isEnabled)
			.<UserStore>map(this::asked)
			.toList();
	}

	@Override
	public Optional<UserStore> find(UUID id) {
		return this.stores.findById(id).filter(LdapStore::isEnabled).map(this::asked);
	}

	private LdapUserStore asked(LdapStore row) {
		LdapUserStore store = open(row);
		if (row.isUnreachable()) {
			store.miss();
		}
		return store;
	}

	LdapUserStore open(LdapStore row) {
		Open present = this.open.get(row.getId());
		if (present != null && present.version() == row.rowVersion()) {
			return present.store();
		}
		return Objects.requireNonNull(this.open.compute(row.getId(), (_, held) -> {
			if (held != null && held.version() == row.rowVersion()) {
				return held;
			}
			if (held != null) {
				held.store().close();
			}
			LdapSettings settings = settings(row);
			LdapConnections connections = new LdapConnections(row.domain(), settings,
					new LdapConnector(settings, password(row)));
			return new Open(row.rowVersion(),
					new LdapUserStore(row.getId(), row.domain(), settings, connections, this.rows));
		})).store();
	}

	/** Closes the connections to a directory that is no longer used. */
	void close(UUID id) {
		Open held = this.open.remove(id);
		if (held != null) {
			held.store().close();
		}
	}

	LdapSettings settings(LdapStore row) {
		return this.json.readValue(row.settings(), LdapSettings.class);
	}

	String written(LdapSettings settings) {
		return this.json.writeValueAsString(settings);
	}

	@Nullable String password(LdapStore row) {
		byte[] sealed = row.sealedBindPassword();
		return (sealed != null) ? new String(this.sealer.unseal(sealed, sealName(row.getId())), StandardCharsets.UTF_8)
				: null;
	}

	byte[] sealed(UUID id, String password) {
		return this.sealer.seal(password.getBytes(StandardCharsets.UTF_8), sealName(id));
	}

	private static String sealName(UUID id) {
		return "ldap store " + id;
	}

	@PreDestroy
	void stop() {
		this.open.values().forEach((held) -> held.store().close());
	}

}
