package org.gatehouse.keymanager.ldap;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks what administrators write about a directory.
 */
@Component
class LdapStoreCheck {

	private static final Pattern DOMAIN = Pattern.compile("[A-Z0-9]([A-Z0-9._-]{0,28}[A-Z0-9])?");

	/** What roles and users of the platform itself begin with. */
	private static final Set<String> RESERVED = Set.of("PRIMARY", "INTERNAL", "APPLICATION", "WORKFLOW", "SYSTEM");

	private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9;.-]{0,99}");

	private static final int LONGEST = 1000;

	private static final int LONGEST_PEM = 100_000;

	private final RoleRepository roles;

	LdapStoreCheck(RoleRepository roles) {
		this.roles = roles;
	}

	/**
	 * Checks a domain.
	 * @param body what was written
	 * @param problems takes what is wrong
	 * @return the domain in upper case
	 */
	String domain(LdapStoreBody body, BadRequest.Collector problems) {
		String domain = text(body.domain(), "").toUpperCase(Locale.ROOT);
		problems.require(DOMAIN.matcher(domain).matches() && !RESERVED.contains(domain), "domain", domain,
				"1 to 30 letters, digits, dots, hyphens and underscores, and none of "
						+ String.join(", ", RESERVED.stream().sorted().toList()));
		return domain;
	}

	/**
	 * Checks all but the domain and the password.
	 * @param body what was written
	 * @param problems takes what is wrong
	 * @return the settings, to be used only where nothing is wrong
	 */
	LdapSettings settings(LdapStoreBody body, BadRequest.Collector problems) {
		String url = text(body.url(), "");
		boolean startTls = Boolean.TRUE.equals(body.startTls());
		checkUrl(url, startTls, problems);
		return new LdapSettings(url, startTls, certificates(body.trustedCertificates(), problems),
				dnOrNull("bindDn", body.bindDn(), problems), Boolean.TRUE.equals(body.writable()),
				check(text(body.authentication(), "BIND"), problems),
				attribute("passwordAttribute", body.passwordAttribute(), "userPassword", problems),
				users(body, problems), groups(body, problems), groupRoles(body, problems), limits(body, problems));
	}

	private static void checkUrl(String url, boolean startTls, BadRequest.Collector problems) {
		try {
			URI uri = new URI(url);
			String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
			boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null
					&& (uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/"));
			if (Set.of("ldap", "ldaps").contains(scheme) && uri.getHost() != null && bare && url.length() <= LONGEST
					&& uri.getPort() != 0 && uri.getPort() <= 65_535) {
				problems.require(!startTls || scheme.equals("ldap"), "startTls", "true",
						"false with ldaps, which is TLS from the beginning");
				return;
			}
		}
		catch (URISyntaxException _) {
			// Refused below.
		}
		problems.reject("url", url, "ldap:// or ldaps://, a host, and a port where it is not the usual one");
	}

	private static @Nullable String certificates(@Nullable String pem, BadRequest.Collector problems) {
		if (pem == null || pem.isBlank()) {
			return null;
		}
		try {
			if (pem.length() <= LONGEST_PEM && !pem.contains("PRIVATE KEY")
					&& !LdapConnector.certificates(pem.strip()).isEmpty()) {
				return pem.strip();
			}
		}
		catch (CertificateException _) {
			// Refused below.
		}
		problems.reject("trustedCertificates", null, "certificates in PEM; no private key");
		return null;
	}

	private static LdapSettings.Check check(String name, BadRequest.Collector problems) {
		for (LdapSettings.Check check : LdapSettings.Check.values()) {
			if (check.name().equals(name)) {
				return check;
			}
		}
		problems.reject("authentication", name, "BIND or COMPARE");
		return LdapSettings.Check.BIND;
	}

	private static LdapSettings.Users users(LdapStoreBody body, BadRequest.Collector problems) {
		List<String> classes = (body.userObjectClasses() == null || body.userObjectClasses().isEmpty())
				? List.of("inetOrgPerson") : body.userObjectClasses();
		classes.forEach((one) -> attribute("userObjectClasses", one, "", problems));
		String base = dnOrNull("userBase", body.userBase(), problems);
		problems.require(base != null, "userBase", body.userBase(),
				"the name of an entry, such as ou=people,dc=example,dc=com");
		return new LdapSettings.Users((base != null) ? base : "",
				filter("userFilter", body.userFilter(), "(objectClass=inetOrgPerson)", problems),
				attribute("userNameAttribute", body.userNameAttribute(), "uid", problems),
				attribute("userIdAttribute", body.userIdAttribute(), "entryUUID", problems),
				attribute("emailAttribute", body.emailAttribute(), "mail", problems),
				attribute("givenNameAttribute", body.givenNameAttribute(), "givenName", problems),
				attribute("familyNameAttribute", body.familyNameAttribute(), "sn", problems), classes);
	}

	private static LdapSettings.Groups groups(LdapStoreBody body, BadRequest.Collector problems) {
		return new LdapSettings.Groups(dnOrNull("groupBase", body.groupBase(), problems),
				filter("groupFilter", body.groupFilter(), "(objectClass=groupOfNames)", problems),
				attribute("groupNameAttribute", body.groupNameAttribute(), "cn", problems),
				attribute("groupMemberAttribute", body.groupMemberAttribute(), "member", problems),
				Boolean.TRUE.equals(body.groupMembersByName()));
	}

	private List<LdapSettings.GroupRoles> groupRoles(LdapStoreBody body, BadRequest.Collector problems) {
		List<LdapSettings.GroupRoles> mappings = new ArrayList<>();
		for (LdapStoreBody.GroupRoles written : Objects.requireNonNullElse(body.groupRoles(),
				List.<LdapStoreBody.GroupRoles>of())) {
			String group = text(written.group(), "");
			problems.require(!group.isEmpty() && group.length() <= 255, "groupRoles", group, "the name of a group");
			List<UUID> ids = new ArrayList<>();
			for (String name : Objects.requireNonNullElse(written.roles(), List.<String>of())) {
				var role = this.roles.findByNameIgnoreCase(name.strip()).map(Role::getId);
				problems.require(role.isPresent(), "groupRoles", name, "the name of a role");
				role.ifPresent(ids::add);
			}
			problems.require(!ids.isEmpty(), "groupRoles", group, "at least one role for the group");
			mappings.add(new LdapSettings.GroupRoles(group, ids));
		}
		return mappings;
	}

	private static LdapSettings.Limits limits(LdapStoreBody body, BadRequest.Collector problems) {
		return new LdapSettings.Limits(number("connectMillis", body.connectMillis(), 2000, 100, 30_000, problems),
				number("readMillis", body.readMillis(), 5000, 100, 60_000, problems),
				number("connections", body.connections(), 8, 1, 20, problems),
				number("readEveryMinutes", body.readEveryMinutes(), 10, 0, 1440, problems));
	}

	private static int number(String field, @Nullable Integer value, int usual, int least, int most,
			BadRequest.Collector problems) {
		int number = (value != null) ? value : usual;
		problems.require(number >= least && number <= most, field, Integer.toString(number), least + " to " + most);
		return number;
	}

	private static String attribute(String field, @Nullable String value, String usual, BadRequest.Collector problems) {
		String name = text(value, usual);
		problems.require(ATTRIBUTE.matcher(name).matches(), field, name,
				"a name of letters, digits and hyphens, as the directory has it");
		return name;
	}

	private static String filter(String field, @Nullable String value, String usual, BadRequest.Collector problems) {
		String text = text(value, usual);
		try {
			if (text.length() <= LONGEST) {
				Filter.create(text);
				return text;
			}
		}
		catch (LDAPException _) {
			// Refused below.
		}
		problems.reject(field, text, "a filter, such as " + usual);
		return usual;
	}

	private static @Nullable String dnOrNull(String field, @Nullable String value, BadRequest.Collector problems) {
		String text = text(value, "");
		if (text.isEmpty()) {
			return null;
		}
		problems.require(text.length() <= LONGEST && DN.isValidDN(text), field, text,
				"the name of an entry, such as ou=people,dc=example,dc=com");
		return text;
	}

	private static String text(@Nullable String value, String usual) {
		return (value == null || value.isBlank()) ? usual : value.strip();
	}

}
