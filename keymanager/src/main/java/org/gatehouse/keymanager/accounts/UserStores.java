package org.gatehouse.keymanager.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * All stores of a tenant, and which of them a name is of. {@code DOMAIN/name} is looked
 * for in that store alone. Without a domain, one of the platform's own users is always
 * meant where there is one of that name, so that no directory can put somebody in an
 * administrator's place; else it is the first directory in their order that has the name.
 */
@Component
public class UserStores {

	private final BuiltInUserStore builtIn;

	private final UserDirectories directories;

	private final UserAccountRepository users;

	UserStores(BuiltInUserStore builtIn, UserDirectories directories, UserAccountRepository users) {
		this.builtIn = builtIn;
		this.directories = directories;
		this.users = users;
	}

	/**
	 * What the rows tell of a name, no directory being asked.
	 *
	 * @param typed the name as it was typed
	 * @param name the whole name of the user whom it is likely to mean
	 * @param id that user, null where there is no row yet
	 * @param own the user, where it is one of the platform's own
	 */
	record Known(String typed, String name, @Nullable UUID id, @Nullable UserAccount own) {

	}

	Known known(String typed) {
		StoreName name = StoreName.of(typed);
		String domain = name.domain();
		if (domain != null && !domain.equals(UserStore.PRIMARY)) {
			String whole = StoreName.of(domain, name.local());
			return new Known(typed, whole, id(whole), null);
		}
		Optional<UserAccount> own = this.builtIn.find(name.local());
		if (own.isPresent()) {
			return new Known(typed, own.get().userName(), own.get().getId(), own.get());
		}
		if (domain == null) {
			for (UserStore directory : this.directories.active()) {
				String whole = StoreName.of(directory.domain(), name.local());
				UUID id = id(whole);
				if (id != null) {
					return new Known(typed, whole, id, null);
				}
			}
		}
		return new Known(typed, name.local(), null, null);
	}

	private @Nullable UUID id(String whole) {
		// What PostgreSQL takes for no text at all is nobody's name.
		return (whole.indexOf('\u0000') < 0) ? this.users.findIdByName(whole.toLowerCase(Locale.ROOT)).orElse(null)
				: null;
	}

	/**
	 * Finds whom a name means, as the user's store has the user now.
	 * @param known the name
	 * @return the user, empty where there is none
	 * @throws Unavailable if that depends on a store that does not answer
	 */
	Optional<UserAccount> find(Known known) {
		if (known.own() != null) {
			return Optional.of(known.own());
		}
		StoreName name = StoreName.of(known.typed());
		if (name.local().isEmpty() || name.local().indexOf('\u0000') >= 0) {
			return Optional.empty();
		}
		String domain = name.domain();
		if (domain != null) {
			return named(domain).flatMap((store) -> store.find(name.local()));
		}
		Unavailable missing = null;
		for (UserStore directory : this.directories.active()) {
			try {
				Optional<UserAccount> found = directory.find(name.local());
				if (found.isPresent()) {
					return found;
				}
			}
			catch (Unavailable down) {
				if (id(StoreName.of(directory.domain(), name.local())) != null) {
					throw down;
				}
				// Perhaps it is a name of the next one, whose users are not to suffer.
				missing = (missing != null) ? missing : down;
			}
		}
		if (missing != null) {
			throw missing;
		}
		return Optional.empty();
	}

	/**
	 * Finds a store.
	 * @param domain its domain, in upper case
	 * @return the store, empty where there is none or it is switched off
	 */
	Optional<UserStore> named(String domain) {
		if (domain.equals(UserStore.PRIMARY)) {
			return Optional.of(this.builtIn);
		}
		return this.directories.active().stream().filter((store) -> store.domain().equals(domain)).findFirst();
	}

	/**
	 * The store of a user.
	 * @param user the user
	 * @return the store
	 * @throws Conflict if it is switched off
	 */
	UserStore of(UserAccount user) {
		UUID id = user.storeId();
		return (id != null)
				? this.directories.find(id)
					.orElseThrow(() -> new Conflict(
							"the user store of '" + user.userName() + "' is switched off (expected: it is on)"))
				: this.builtIn;
	}

	/**
	 * Whether a user can be changed and given a password.
	 * @param user the user
	 * @return false where that is done elsewhere, or the store is switched off
	 */
	boolean isWritable(UserAccount user) {
		UUID id = user.storeId();
		return id == null || this.directories.find(id).map(UserStore::isWritable).orElse(false);
	}

}
