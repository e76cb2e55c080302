package org.gatehouse.keymanager.accounts;

import java.time.Instant;
import java.util.Optional;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Unavailable;

/**
 * Where users and their passwords are. Whatever the store, each user has a row, by which
 * the rest of the platform refers to the user, and which a store that is elsewhere keeps
 * up to date. Every method may throw {@link Unavailable} where the store does not answer,
 * and does so within a few seconds.
 */
public interface UserStore {

	/** The domain of the platform's own store, which nobody has to type. */
	String PRIMARY = "PRIMARY";

	/**
	 * What stands before its users' names, in upper case.
	 * @return the domain
	 */
	String domain();

	/**
	 * Whether users can be made, changed and deleted here.
	 * @return false where that is done elsewhere
	 */
	boolean isWritable();

	/**
	 * Finds a user, as the store has the user now.
	 * @param name the name within the store, in any case
	 * @return the row with its roles, empty where there is no such user
	 */
	Optional<UserAccount> find(String name);

	/**
	 * Compares a password.
	 * @param user one whom {@link #find} gave
	 * @param password what was typed
	 * @return true if it is the user's
	 */
	boolean matches(UserAccount user, String password);

	/**
	 * Makes a user.
	 * @param name the name within the store, checked
	 * @param password the password in clear, checked
	 * @param details what else is known, checked
	 * @param now the time
	 * @return the row, not saved yet
	 * @throws BadRequest if the store does not take a value
	 * @throws Conflict if the name is taken, or the store is not to be written to
	 */
	UserAccount add(String name, String password, AccountDetails details, Instant now);

	/**
	 * Changes e-mail address and name of a user, beyond the row.
	 * @param user the user
	 * @param details how they are to be, checked
	 * @throws BadRequest if the store does not take a value
	 * @throws Conflict if the store is not to be written to
	 */
	void describe(UserAccount user, AccountDetails details);

	/**
	 * Sets a user's password.
	 * @param user the user, whose row may change
	 * @param password the password in clear, checked
	 * @param now the time
	 * @throws BadRequest if the store does not take the password
	 * @throws Conflict if the store is not to be written to
	 */
	void setPassword(UserAccount user, String password, Instant now);

	/**
	 * Deletes a user, beyond the row.
	 * @param user the user
	 * @throws Conflict if the store has the user and is not to be written to
	 */
	void remove(UserAccount user);

}
