package org.gatehouse.keymanager.ldap;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import org.jspecify.annotations.Nullable;

/**
 * Tries settings out, step by step, on a connection of its own.
 */
final class LdapProbe {

	private static final int SHOWN = 5;

	private static final int LONGEST = 300;

	private LdapProbe() {
	}

	/**
	 * What came of a step.
	 *
	 * @param name which: {@code connect}, {@code bind}, {@code users} or {@code groups}
	 * @param ok whether it went well
	 * @param text what was found, or what was in the way
	 * @param millis how long it took
	 */
	record Step(String name, boolean ok, String text, long millis) {

	}

	/**
	 * Something that is tried.
	 */
	@FunctionalInterface
	private interface Trial {

		String text() throws LDAPException;

	}

	/**
	 * Tries settings out.
	 * @param settings the settings, checked
	 * @param bindPassword the password of the account that reads the directory, null for
	 * none
	 * @return the steps up to the first that did not go well
	 */
	static List<Step> of(LdapSettings settings, @Nullable String bindPassword) {
		LdapConnector connector = new LdapConnector(settings, bindPassword);
		List<Step> steps = new ArrayList<>();
		LDAPConnection[] opened = new LDAPConnection[1];
		try {
			boolean on = step(steps, "connect", () -> {
				LDAPConnection connection = connected(connector, settings);
				opened[0] = connection;
				return settings.host() + ":" + settings.port() + (secured(connection) ? ", with TLS" : ", without TLS");
			});
			on = on && step(steps, "bind", () -> {
				connector.bind(opened[0]);
				return (settings.bindDn() != null) ? settings.bindDn() : "as nobody";
			});
			LdapSettings.Users users = settings.users();
			on = on && step(steps, "users", () -> found(opened[0], users.base(), users.filter(), users.name()));
			String groupBase = settings.groups().base();
			if (on && groupBase != null) {
				step(steps, "groups",
						() -> found(opened[0], groupBase, settings.groups().filter(), settings.groups().name()));
			}
			return steps;
		}
		finally {
			if (opened[0] != null) {
				opened[0].close();
			}
		}
	}

	/**
	 * The library tells of a failure in the words of a stack trace; its cause does not.
	 */
	private static LDAPConnection connected(LdapConnector connector, LdapSettings settings) throws LDAPException {
		try {
			return connector.connect();
		}
		catch (LDAPException ex) {
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			String reason = switch (cause) {
				case UnknownHostException _ -> "nobody knows a host of that name";
				case SocketTimeoutException _ -> "no answer in time";
				default -> Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
			};
			throw new LDAPException(ResultCode.CONNECT_ERROR,
					"cannot connect to " + settings.host() + ":" + settings.port() + ": " + reason, ex);
		}
	}

	private static boolean secured(LDAPConnection connection) {
		return connection.getSSLSession() != null;
	}

	private static boolean step(List<Step> steps, String name, Trial trial) {
		long begin = System.nanoTime();
		boolean ok = false;
		String text;
		try {
			text = trial.text();
			ok = true;
		}
		catch (LDAPException ex) {
			text = said(ex);
		}
		steps.add(new Step(name, ok, (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text,
				(System.nanoTime() - begin) / 1_000_000));
		return ok;
	}

	/** Many directories say nothing beyond the result, which the library then repeats. */
	static String said(LDAPException ex) {
		String result = ex.getResultCode().getName();
		String message = String.valueOf(ex.getMessage());
		return (ex.getResultCode().equals(ResultCode.CONNECT_ERROR) || result.equalsIgnoreCase(message)) ? message
				: result + ": " + message;
	}

	/** Names some, and fails where there are none. */
	private static String found(LDAPConnection connection, String base, String filter, String attribute)
			throws LDAPException {
		SearchRequest search = new SearchRequest(base, SearchScope.SUB,
				Filter.createANDFilter(LdapDirectory.filter(filter), Filter.createPresenceFilter(attribute)),
				attribute);
		search.setSizeLimit(SHOWN);
		List<SearchResultEntry> entries;
		boolean more = false;
		try {
			entries = Objects.requireNonNull(connection.search(search).getSearchEntries());
		}
		catch (LDAPSearchException ex) {
			if (!ResultCode.SIZE_LIMIT_EXCEEDED.equals(ex.getResultCode()) || ex.getSearchEntries() == null) {
				throw ex;
			}
			entries = Objects.requireNonNull(ex.getSearchEntries());
			more = true;
		}
		if (entries.isEmpty()) {
			throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "nothing below " + base + " fits " + filter);
		}
		return entries.stream().map((entry) -> entry.getAttributeValue(attribute)).collect(Collectors.joining(", "))
				+ (more ? ", …" : "");
	}

}
