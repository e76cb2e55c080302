package org.gatehouse.keymanager.ldap;

import java.util.ArrayList;
import java.util.List;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and deletes users of a directory. What the directory does not take is
 * refused with what it says.
 */
final class LdapWriter {

	private static final int LONGEST = 200;

	private final LdapSettings settings;

	private final LdapConnections connections;

	LdapWriter(LdapSettings settings, LdapConnections connections) {
		this.settings = settings;
		this.connections = connections;
	}

	/**
	 * Makes a user.
	 * @param name the name to sign in with
	 * @param password the password in clear
	 * @param details what else is known
	 * @throws BadRequest if the directory does not take a value
	 * @throws Conflict if it does not take the user
	 * @throws Unavailable if it does not answer
	 */
	void add(String name, String password, AccountDetails details) {
		LdapSettings.Users users = this.settings.users();
		try {
			DN dn = new DN(new RDN(users.name(), name), new DN(users.base()));
			Entry entry = new Entry(dn);
			entry.addAttribute("objectClass", users.objectClasses());
			entry.addAttribute(users.name(), name);
			entry.addAttribute(users.familyName(), (details.familyName() != null) ? details.familyName() : name);
			if (!entry.hasAttribute("cn")) {
				entry.addAttribute("cn", fullName(name, details));
			}
			addIfThere(entry, users.givenName(), details.givenName());
			addIfThere(entry, users.email(), details.email());
			this.connections.call((connection) -> {
				connection.add(entry);
				try {
					setPassword(connection, dn.toString(), password);
				}
				catch (LDAPException ex) {
					connection.delete(dn.toString());
					throw new PasswordRefused(ex);
				}
				return true;
			});
		}
		catch (LDAPException ex) {
			throw refusal("userName", ex);
		}
	}

	/** That it is the password which was not taken. */
	private static final class PasswordRefused extends LDAPException {

		private static final long serialVersionUID = 1L;

		PasswordRefused(LDAPException cause) {
			super(cause.getResultCode(), String.valueOf(cause.getMessage()), cause);
		}

	}

	private static String fullName(String name, AccountDetails details) {
		String full = ((details.givenName() != null) ? details.givenName() + " " : "")
				+ ((details.familyName() != null) ? details.familyName() : "");
		return full.isBlank() ? name : full.strip();
	}

	private static void addIfThere(Entry entry, String attribute, @Nullable String value) {
		if (value != null) {
			entry.addAttribute(attribute, value);
		}
	}

	/**
	 * Changes e-mail address and name.
	 * @param user the user
	 * @param details how they are to be
	 * @throws BadRequest if the directory does not take a value
	 * @throws Conflict if it refuses
	 * @throws Unavailable if it does not answer
	 */
	void describe(LdapEntry user, AccountDetails details) {
		LdapSettings.Users users = this.settings.users();
		List<Modification> changes = new ArrayList<>();
		changes.add(replacing(users.email(), details.email()));
		changes.add(replacing(users.givenName(), details.givenName()));
		// Persons must have one (RFC 4519 section 3.12).
		changes.add(replacing(users.familyName(), (details.familyName() != null) ? details.familyName() : user.name()));
		try {
			this.connections.call((connection) -> connection.modify(user.dn(), changes));
		}
		catch (LDAPException ex) {
			throw refusal("details", ex);
		}
	}

	private static Modification replacing(String attribute, @Nullable String value) {
		return (value != null) ? new Modification(ModificationType.REPLACE, attribute, value)
				: new Modification(ModificationType.REPLACE, attribute);
	}

	/**
	 * Sets a password.
	 * @param user the user
	 * @param password the password in clear
	 * @throws BadRequest if the directory does not take it
	 * @throws Conflict if it refuses
	 * @throws Unavailable if it does not answer
	 */
	void setPassword(LdapEntry user, String password) {
		try {
			this.connections.call((connection) -> {
				setPassword(connection, user.dn(), password);
				return true;
			});
		}
		catch (LDAPException ex) {
			throw refusal("password", ex);
		}
	}

	/** Directories that know how hash the password themselves (RFC 3062). */
	private void setPassword(LDAPConnection connection, String dn, String password) throws LDAPException {
		RootDSE root = connection.getRootDSE();
		if (root != null && root.supportsExtendedOperation(PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID)) {
			var result = connection
				.processExtendedOperation(new PasswordModifyExtendedRequest(dn, (String) null, password));
			if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
				throw new LDAPException(result);
			}
			return;
		}
		connection.modify(dn, new Modification(ModificationType.REPLACE, this.settings.passwordAttribute(), password));
	}

	/**
	 * Deletes a user.
	 * @param user the user
	 * @throws Conflict if the directory refuses
	 * @throws Unavailable if it does not answer
	 */
	void remove(LdapEntry user) {
		try {
			this.connections.call((connection) -> connection.delete(user.dn()));
		}
		catch (LDAPException ex) {
			if (!ResultCode.NO_SUCH_OBJECT.equals(ex.getResultCode())) {
				throw refusal("user", ex);
			}
		}
	}

	private static Refusal refusal(String field, LDAPException ex) {
		String said = (ex.getDiagnosticMessage() != null) ? ex.getDiagnosticMessage() : ex.getResultString();
		String shown = (said.length() > LONGEST) ? said.substring(0, LONGEST) : said;
		int code = ex.getResultCode().intValue();
		if (code == ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE) {
			return new Conflict("userName",
					"userName: the directory has such an entry (expected: a name that is free)");
		}
		return switch (code) {
			case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE, ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
					ResultCode.INVALID_DN_SYNTAX_INT_VALUE, ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE,
					ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE, ResultCode.NAMING_VIOLATION_INT_VALUE ->
				new BadRequest((ex instanceof PasswordRefused) ? "password" : field, null,
						"what the directory takes; it says: " + shown);
			default -> new Conflict("the directory refuses: " + shown + " (expected: the account that Gatehouse "
					+ "has there may do this)");
		};
	}

}
