package org.gatehouse.keymanager.ldap;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.asn1.ASN1OctetString;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of a directory. Whatever somebody typed goes into filters as a value that
 * the library encodes, never as text of a filter.
 */
final class LdapDirectory {

	private static final Logger logger = LoggerFactory.getLogger(LdapDirectory.class);

	private static final int PAGE = 500;

	/** More than these are no users of an API platform, but a wrong filter. */
	private static final int MOST = 200_000;

	private final String domain;

	private final LdapSettings settings;

	private final LdapConnections connections;

	LdapDirectory(String domain, LdapSettings settings, LdapConnections connections) {
		this.domain = domain;
		this.settings = settings;
		this.connections = connections;
	}

	/**
	 * Finds a user.
	 * @param name the name to sign in with
	 * @return the user, empty where there is none, or more than one
	 * @throws Unavailable if the directory does not answer
	 */
	Optional<LdapEntry> find(String name) {
		Filter wanted = Filter.createANDFilter(filter(this.settings.users().filter()),
				Filter.createEqualityFilter(this.settings.users().name(), name));
		SearchRequest search = new SearchRequest(this.settings.users().base(), SearchScope.SUB, wanted, attributes());
		search.setSizeLimit(2);
		search.setTimeLimitSeconds(seconds());
		try {
			List<SearchResultEntry> found = this.connections
				.call((connection) -> Objects.requireNonNull(connection.search(search).getSearchEntries()));
			if (found.size() > 1) {
				logger.warn("the user store {} has several entries for one name; none of them is let in", this.domain);
				return Optional.empty();
			}
			return found.stream().findFirst().flatMap(this::entry);
		}
		catch (LDAPException ex) {
			if (ResultCode.SIZE_LIMIT_EXCEEDED.equals(ex.getResultCode())) {
				logger.warn("the user store {} has several entries for one name; none of them is let in", this.domain);
				return Optional.empty();
			}
			throw misunderstood("searching for a user", ex);
		}
	}

	private String[] attributes() {
		LdapSettings.Users users = this.settings.users();
		return new String[] { users.name(), users.id(), users.email(), users.givenName(), users.familyName() };
	}

	private int seconds() {
		return Math.max(1, this.settings.limits().readMillis() / 1000);
	}

	static Filter filter(String text) {
		try {
			return Filter.create(text);
		}
		catch (LDAPException ex) {
			throw new IllegalStateException("a filter that was checked when it was stored", ex);
		}
	}

	private Optional<LdapEntry> entry(Entry found) {
		LdapSettings.Users users = this.settings.users();
		String name = found.getAttributeValue(users.name());
		if (name == null) {
			return Optional.empty();
		}
		String family = found.getAttributeValue(users.familyName());
		return Optional.of(new LdapEntry(found.getDN(), key(found), name, found.getAttributeValue(users.email()),
				found.getAttributeValue(users.givenName()), name.equals(family) ? null : family));
	}

	private String key(Entry found) {
		String attribute = this.settings.users().id();
		if (attribute.equalsIgnoreCase("objectGUID")) {
			byte[] bytes = found.getAttributeValueBytes(attribute);
			if (bytes != null) {
				return HexFormat.of().formatHex(bytes);
			}
		}
		String value = found.getAttributeValue(attribute);
		return (value != null) ? value : normal(found.getDN());
	}

	private static String normal(String dn) {
		try {
			return DN.normalize(dn);
		}
		catch (LDAPException _) {
			return dn.toLowerCase(Locale.ROOT);
		}
	}

	/**
	 * Finds the groups of a user.
	 * @param user the user
	 * @return their names, as the directory writes them
	 * @throws Unavailable if the directory does not answer
	 */
	Set<String> groupsOf(LdapEntry user) {
		LdapSettings.Groups groups = this.settings.groups();
		if (groups.base() == null) {
			return Set.of();
		}
		Filter wanted = Filter.createANDFilter(filter(groups.filter()),
				Filter.createEqualityFilter(groups.member(), groups.byName() ? user.name() : user.dn()));
		SearchRequest search = new SearchRequest(groups.base(), SearchScope.SUB, wanted, groups.name());
		search.setTimeLimitSeconds(seconds());
		try {
			Set<String> names = new LinkedHashSet<>();
			for (SearchResultEntry group : this.connections
				.call((connection) -> Objects.requireNonNull(connection.search(search).getSearchEntries()))) {
				add(names, group);
			}
			return names;
		}
		catch (LDAPException ex) {
			throw misunderstood("searching for groups", ex);
		}
	}

	private void add(Set<String> names, Entry group) {
		String name = group.getAttributeValue(this.settings.groups().name());
		if (name != null) {
			names.add(name);
		}
	}

	/**
	 * Compares a password.
	 * @param user the user
	 * @param password what was typed
	 * @return true if it is the user's
	 * @throws Unavailable if the directory does not answer
	 */
	boolean matches(LdapEntry user, String password) {
		if (password.isEmpty()) {
			// A bind without a password is one as nobody, which succeeds (RFC 4513
			// section
			// 5.1.2).
			return false;
		}
		try {
			return switch (this.settings.check()) {
				case BIND -> this.connections
					.callAsAnother((connection) -> connection.bind(new SimpleBindRequest(user.dn(), password))
						.getResultCode()
						.equals(ResultCode.SUCCESS));
				case COMPARE -> this.connections.call((connection) -> connection
					.compare(new CompareRequest(user.dn(), this.settings.passwordAttribute(), password))
					.compareMatched());
			};
		}
		catch (LDAPException ex) {
			logger.debug("the user store {} refused a password: {}", this.domain, ex.getResultCode());
			return false;
		}
	}

	/**
	 * Reads all users.
	 * @return the users
	 * @throws LDAPException if the directory refuses
	 * @throws Unavailable if it does not answer
	 */
	List<LdapEntry> all() throws LDAPException {
		LdapSettings.Users users = this.settings.users();
		SearchRequest search = new SearchRequest(users.base(), SearchScope.SUB, filter(users.filter()), attributes());
		List<LdapEntry> all = new ArrayList<>();
		for (SearchResultEntry entry : this.connections.call((connection) -> paged(connection, search))) {
			entry(entry).ifPresent(all::add);
		}
		return all;
	}

	/**
	 * Reads all groups with their members.
	 * @return who is in which
	 * @throws LDAPException if the directory refuses
	 * @throws Unavailable if it does not answer
	 */
	Memberships memberships() throws LDAPException {
		LdapSettings.Groups groups = this.settings.groups();
		Memberships memberships = new Memberships(groups.byName());
		if (groups.base() == null) {
			return memberships;
		}
		SearchRequest search = new SearchRequest(groups.base(), SearchScope.SUB, filter(groups.filter()), groups.name(),
				groups.member());
		for (SearchResultEntry group : this.connections.call((connection) -> paged(connection, search))) {
			Set<String> name = new LinkedHashSet<>();
			add(name, group);
			String[] members = group.getAttributeValues(groups.member());
			if (members != null) {
				name.forEach((one) -> memberships.add(one, List.of(members)));
			}
		}
		return memberships;
	}

	private static List<SearchResultEntry> paged(LDAPConnection connection, SearchRequest search) throws LDAPException {
		List<SearchResultEntry> all = new ArrayList<>();
		@Nullable ASN1OctetString cookie = null;
		do {
			search.setControls(new SimplePagedResultsControl(PAGE, cookie));
			var page = connection.search(search);
			all.addAll(Objects.requireNonNull(page.getSearchEntries()));
			if (all.size() > MOST) {
				throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED,
						"more than " + MOST + " entries fit the filter");
			}
			SimplePagedResultsControl answer = SimplePagedResultsControl.get(page);
			cookie = (answer != null && answer.moreResultsToReturn()) ? answer.getCookie() : null;
		}
		while (cookie != null);
		return all;
	}

	/** The directory answers, but not as it has to for the settings to be right. */
	private Unavailable misunderstood(String doing, LDAPException ex) {
		logger.warn("the user store {} refuses {}: {}", this.domain, doing, ex.getMessage());
		return new Unavailable("The user store " + this.domain
				+ " is temporarily unavailable (expected: another try once its settings are right)");
	}

}
