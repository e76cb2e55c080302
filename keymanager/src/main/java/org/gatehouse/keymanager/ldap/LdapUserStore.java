package org.gatehouse.keymanager.ldap;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import com.unboundid.ldap.sdk.LDAPException;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.UserStore;
import org.gatehouse.web.rest.Conflict;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The users of a directory.
 */
final class LdapUserStore implements UserStore, AutoCloseable {

	private final UUID id;

	private final String domain;

	private final LdapSettings settings;

	private final LdapConnections connections;

	private final LdapDirectory directory;

	private final LdapWriter writer;

	private final LdapRows rows;

	/** Whether it was out of reach when it was last to be read. */
	private final AtomicBoolean missed = new AtomicBoolean();

	LdapUserStore(UUID id, String domain, LdapSettings settings, LdapConnections connections, LdapRows rows) {
		this.id = id;
		this.domain = domain;
		this.settings = settings;
		this.connections = connections;
		this.directory = new LdapDirectory(domain, settings, connections);
		this.writer = new LdapWriter(settings, connections);
		this.rows = rows;
	}

	/** From now on it is worth noting that it answers. */
	void miss() {
		this.missed.set(true);
	}

	@Override
	public String domain() {
		return this.domain;
	}

	@Override
	public boolean isWritable() {
		return this.settings.writable();
	}

	@Override
	public Optional<UserAccount> find(String name) {
		if (!AccountService.isName(name)) {
			return Optional.empty();
		}
		Optional<LdapEntry> entry = entry(name);
		if (this.missed.getAndSet(false)) {
			this.rows.answered(this.id);
		}
		if (entry.isEmpty()) {
			this.rows.gone(this.id, whole(name));
			return Optional.empty();
		}
		return take(entry.get(), this.directory.groupsOf(entry.get())).flatMap(this.rows::read);
	}

	private Optional<LdapEntry> entry(String name) {
		return this.directory.find(name).filter((entry) -> AccountService.isName(entry.name()));
	}

	private String whole(String name) {
		return this.domain + "/" + name;
	}

	private Optional<UUID> take(LdapEntry entry, Set<String> groups) {
		LdapRows.Seen seen = new LdapRows.Seen(this.id, whole(entry.name()), entry,
				this.rows.rolesOf(this.domain, this.settings, groups));
		try {
			return this.rows.take(seen);
		}
		catch (DataIntegrityViolationException _) {
			// Somebody else learned of the user at the same moment.
			return this.rows.take(seen);
		}
	}

	@Override
	public boolean matches(UserAccount user, String password) {
		return entry(user).map((entry) -> this.directory.matches(entry, password)).orElse(false);
	}

	/** The entry behind a row, and no other that has its name by now. */
	private Optional<LdapEntry> entry(UserAccount user) {
		return entry(user.userName().substring(this.domain.length() + 1))
			.filter((entry) -> entry.key().equals(user.storeEntry()));
	}

	@Override
	public UserAccount add(String name, String password, AccountDetails details, Instant now) {
		requireWritable();
		if (this.directory.find(name).isPresent()) {
			throw new Conflict("userName",
					"userName: '" + whole(name) + "' is taken (expected: a name that no user has)");
		}
		this.writer.add(name, password, details);
		LdapEntry made = entry(name).orElseThrow(() -> new Conflict("userName",
				"the user was made in the directory, but its filter for users does not find it (expected: "
						+ "classes of new users that fit the filter)"));
		return UserAccount.inDirectory(whole(made.name()), this.id, made.key(), now);
	}

	@Override
	public void describe(UserAccount user, AccountDetails details) {
		requireWritable();
		this.writer.describe(present(user), details);
	}

	@Override
	public void setPassword(UserAccount user, String password, Instant now) {
		requireWritable();
		this.writer.setPassword(present(user), password);
	}

	@Override
	public void remove(UserAccount user) {
		if (entry(user).isEmpty()) {
			return;
		}
		requireWritable();
		this.writer.remove(present(user));
	}

	private LdapEntry present(UserAccount user) {
		return entry(user).orElseThrow(() -> new Conflict(
				"the directory has '" + user.userName() + "' no longer (expected: a user who is there)"));
	}

	private void requireWritable() {
		if (!isWritable()) {
			throw new Conflict("the user store " + this.domain
					+ " is only read (expected: the change is made in the directory itself)");
		}
	}

	/**
	 * Reads the whole directory.
	 * @param mayBeEmpty whether it is believed that there is nobody
	 * @return how many users there are, empty where that is none and not believed
	 * @throws LDAPException if the directory refuses
	 */
	Optional<Integer> readAll(boolean mayBeEmpty) throws LDAPException {
		List<LdapEntry> all = this.directory.all();
		if (all.isEmpty() && !mayBeEmpty) {
			return Optional.empty();
		}
		Memberships memberships = this.directory.memberships();
		Set<String> keys = new HashSet<>();
		for (LdapEntry entry : all) {
			keys.add(entry.key());
			if (AccountService.isName(entry.name())) {
				take(entry, memberships.of(entry));
			}
		}
		this.rows.only(this.id, keys);
		return Optional.of(all.size());
	}

	/**
	 * Whether it could not be reached when that was last tried.
	 * @return true if it is back as soon as it answers anything
	 */
	boolean isOutOfReach() {
		return this.connections.isOutOfReach();
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
