package org.gatehouse.keymanager.ldap;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A directory as administrators write it. What is null or blank is as usual; what the
 * platform itself says about it may stand there and is not looked at.
 *
 * @param domain what stands before its users' names; not changed later
 * @param rank its place among the directories, the smaller the earlier
 * @param enabled whether its users may sign in
 * @param url {@code ldap} or {@code ldaps}, host and port
 * @param startTls whether a connection to {@code ldap} changes to TLS
 * @param trustedCertificates in PEM
 * @param bindDn the account that reads it
 * @param bindPassword the password of that account; blank leaves it as it is, and it is
 * never shown
 * @param writable whether users are changed in it
 * @param authentication BIND or COMPARE
 * @param passwordAttribute for COMPARE
 * @param userBase below which entry users are
 * @param userFilter what users have in common
 * @param userNameAttribute the name to sign in with
 * @param userIdAttribute what never changes
 * @param emailAttribute the e-mail address
 * @param givenNameAttribute the first name
 * @param familyNameAttribute the last name
 * @param userObjectClasses what new users are
 * @param groupBase below which entry groups are
 * @param groupFilter what groups have in common
 * @param groupNameAttribute their name
 * @param groupMemberAttribute their members
 * @param groupMembersByName whether that has names of users, not of entries
 * @param groupRoles the roles that groups stand for
 * @param connectMillis how long a connection may take
 * @param readMillis how long an answer may take
 * @param connections how many connections at most
 * @param readEveryMinutes how often all users are read, 0 for never
 */
@JsonIgnoreProperties({ "id", "bindPasswordSet", "openToOthers", "users", "readAt", "problem" })
record LdapStoreBody(@Nullable String domain, @Nullable Integer rank, @Nullable Boolean enabled, @Nullable String url,
		@Nullable Boolean startTls, @Nullable String trustedCertificates, @Nullable String bindDn,
		@Nullable String bindPassword, @Nullable Boolean writable, @Nullable String authentication,
		@Nullable String passwordAttribute, @Nullable String userBase, @Nullable String userFilter,
		@Nullable String userNameAttribute, @Nullable String userIdAttribute, @Nullable String emailAttribute,
		@Nullable String givenNameAttribute, @Nullable String familyNameAttribute,
		@Nullable List<String> userObjectClasses, @Nullable String groupBase, @Nullable String groupFilter,
		@Nullable String groupNameAttribute, @Nullable String groupMemberAttribute,
		@Nullable Boolean groupMembersByName, @Nullable List<GroupRoles> groupRoles, @Nullable Integer connectMillis,
		@Nullable Integer readMillis, @Nullable Integer connections, @Nullable Integer readEveryMinutes) {

	/**
	 * The roles that a group stands for.
	 *
	 * @param group the group's name
	 * @param roles the names of the roles
	 */
	record GroupRoles(@Nullable String group, @Nullable List<String> roles) {

	}

	boolean isEnabled() {
		return this.enabled == null || this.enabled;
	}

	int rankOr(int usual) {
		return Objects.requireNonNullElse(this.rank, usual);
	}

}
