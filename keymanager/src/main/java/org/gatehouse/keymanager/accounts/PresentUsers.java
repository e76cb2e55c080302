package org.gatehouse.keymanager.accounts;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.rest.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Users as their stores have them now: whoever is gone there, or lost a group, is not let
 * on by what was known before.
 */
@Component
public class PresentUsers {

	private static final Logger logger = LoggerFactory.getLogger(PresentUsers.class);

	/** How old what portals go by may be; they ask with every page. */
	private static final Duration RECENT = Duration.ofMinutes(1);

	private final UserStores stores;

	private final AccountService accounts;

	private final UserAccountRepository users;

	private final Cache<UUID, Boolean> recent = Caffeine.newBuilder()
		.maximumSize(100_000)
		.expireAfterWrite(RECENT)
		.build();

	PresentUsers(UserStores stores, AccountService accounts, UserAccountRepository users) {
		this.stores = stores;
		this.accounts = accounts;
		this.users = users;
	}

	/**
	 * Finds a user for whom a token is to be issued.
	 * @param name the user's whole name
	 * @return the user, empty where there is none who may sign in
	 * @throws Unavailable if the user's store does not answer
	 */
	public Optional<Account> find(String name) {
		String domain = StoreName.of(name).domain();
		if (domain == null) {
			return this.accounts.findByName(name).filter(Account::enabled);
		}
		return this.stores.find(new UserStores.Known(name, name, null, null))
			.filter(UserAccount::isEnabled)
			.map(Account::of);
	}

	/**
	 * Finds a user for whom a portal shows a page, as known for a minute at most. While
	 * the user's store does not answer, what was known last has to do: the user has
	 * signed in.
	 * @param name the user's whole name
	 * @return the user, empty where there is none who may sign in
	 */
	public Optional<Account> recent(String name) {
		Optional<Account> known = this.accounts.findByName(name);
		if (known.isEmpty() || StoreName.of(name).domain() == null
				|| this.recent.getIfPresent(known.get().id()) != null) {
			return known.filter(Account::enabled);
		}
		this.recent.put(known.get().id(), true);
		try {
			return find(name);
		}
		catch (Unavailable down) {
			logger.debug("{} is shown as known before: {}", name, down.description());
			return known.filter(Account::enabled);
		}
	}

	/**
	 * Brings what is known of a user up to date.
	 * @param id the user; nothing is done where there is none, or for one of the
	 * platform's own
	 * @throws Unavailable if the user's store does not answer
	 */
	public void refresh(UUID id) {
		this.users.findById(id)
			.filter((user) -> user.storeId() != null)
			.ifPresent((user) -> this.stores
				.find(new UserStores.Known(user.userName(), user.userName(), user.getId(), null)));
	}

	/**
	 * Brings what is known of a user up to date, and learns of one who was not known.
	 * @param name what may be a user's whole name; nothing is done for one without a
	 * domain
	 * @throws Unavailable if the user's store does not answer
	 */
	public void refresh(String name) {
		if (StoreName.of(name).domain() != null) {
			this.stores.find(new UserStores.Known(name, name, null, null));
		}
	}

}
