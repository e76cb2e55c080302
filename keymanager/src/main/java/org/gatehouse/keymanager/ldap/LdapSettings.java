package org.gatehouse.keymanager.ldap;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How a directory is reached and read. All of it was checked.
 *
 * @param url where it is: {@code ldap} or {@code ldaps}, host and port
 * @param startTls whether a connection to {@code ldap} changes to TLS before anything
 * else is sent
 * @param trustedCertificates the certificates that it is trusted by, in PEM; null for
 * those of the Java runtime
 * @param bindDn the account that reads it, null to read it as nobody
 * @param writable whether users are made, changed and deleted in it
 * @param check how passwords are compared
 * @param passwordAttribute where passwords are, for comparing
 * @param users what users look like
 * @param groups what groups look like
 * @param groupRoles the roles that groups stand for
 * @param limits how long it may take, and how much at once
 */
record LdapSettings(String url, boolean startTls, @Nullable String trustedCertificates, @Nullable String bindDn,
		boolean writable, Check check, String passwordAttribute, Users users, Groups groups,
		List<GroupRoles> groupRoles, Limits limits) {

	LdapSettings {
		groupRoles = List.copyOf(groupRoles);
	}

	/**
	 * How passwords are compared.
	 */
	enum Check {

		/** By signing in to the directory with them. */
		BIND,
		/** By asking the directory to compare an attribute. */
		COMPARE

	}

	/**
	 * What users look like.
	 *
	 * @param base below which entry they are
	 * @param filter what they have in common
	 * @param name the attribute with the name to sign in with
	 * @param id the attribute with what never changes
	 * @param email the attribute with the e-mail address
	 * @param givenName the attribute with the first name
	 * @param familyName the attribute with the last name
	 * @param objectClasses what new ones are
	 */
	record Users(String base, String filter, String name, String id, String email, String givenName, String familyName,
			List<String> objectClasses) {

		Users {
			objectClasses = List.copyOf(objectClasses);
		}

	}

	/**
	 * What groups look like.
	 *
	 * @param base below which entry they are, null where there are none
	 * @param filter what they have in common
	 * @param name the attribute with their name
	 * @param member the attribute with their members
	 * @param byName whether that has the members' names, not the names of their entries
	 */
	record Groups(@Nullable String base, String filter, String name, String member, boolean byName) {

	}

	/**
	 * The roles that a group stands for.
	 *
	 * @param group the group's name
	 * @param roleIds the roles
	 */
	record GroupRoles(String group, List<UUID> roleIds) {

		GroupRoles {
			roleIds = List.copyOf(roleIds);
		}

	}

	/**
	 * How long it may take, and how much at once.
	 *
	 * @param connectMillis how long a connection may take
	 * @param readMillis how long an answer may take
	 * @param connections how many connections at most
	 * @param readEveryMinutes how often all users are read, 0 for never
	 */
	record Limits(int connectMillis, int readMillis, int connections, int readEveryMinutes) {

	}

	boolean isLdaps() {
		return this.url.regionMatches(true, 0, "ldaps:", 0, "ldaps:".length());
	}

	/** Whether passwords travel where others may read them. */
	boolean isOpenToOthers() {
		String host = host();
		return !isLdaps() && !this.startTls && !host.equalsIgnoreCase("localhost") && !host.startsWith("127.")
				&& !host.equals("::1");
	}

	String host() {
		String host = String.valueOf(URI.create(this.url).getHost());
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	int port() {
		int port = URI.create(this.url).getPort();
		return (port > 0) ? port : isLdaps() ? 636 : 389;
	}

}
