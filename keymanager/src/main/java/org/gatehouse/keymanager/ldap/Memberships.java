package org.gatehouse.keymanager.ldap;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

/**
 * Who is in which groups of a directory.
 */
final class Memberships {

	private final boolean byName;

	private final Map<String, Set<String>> groups = new HashMap<>();

	Memberships(boolean byName) {
		this.byName = byName;
	}

	void add(String group, List<String> members) {
		members.forEach((member) -> this.groups.computeIfAbsent(key(member), (_) -> new LinkedHashSet<>()).add(group));
	}

	Set<String> of(LdapEntry user) {
		return this.groups.getOrDefault(key(this.byName ? user.name() : user.dn()), Set.of());
	}

	private String key(String member) {
		if (!this.byName) {
			try {
				return DN.normalize(member);
			}
			catch (LDAPException _) {
				// Compared as text.
			}
		}
		return member.toLowerCase(Locale.ROOT);
	}

}
