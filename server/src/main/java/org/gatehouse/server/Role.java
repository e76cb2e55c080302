package org.gatehouse.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part that a node can play.
 */
public enum Role {

	/** Providers' portal and REST API. */
	PUBLISHER,
	/** Consumers' portal and REST API. */
	STORE,
	/** Identity and tokens. */
	KEYMANAGER,
	/** The data plane. */
	GATEWAY,
	/** The management API of the node. */
	MANAGEMENT;

	/**
	 * Reads a list of roles.
	 * @param list names with commas between them, in any case
	 * @return at least one role
	 * @throws StartRefusal if a name is unknown
	 */
	public static Set<Role> parse(String list) {
		Set<Role> roles = EnumSet.noneOf(Role.class);
		for (String name : list.split(",", -1)) {
			roles.add(Arrays.stream(values())
				.filter((role) -> role.label().equals(name.strip().toLowerCase(Locale.ROOT)))
				.findFirst()
				.orElseThrow(() -> new StartRefusal("--roles: '" + name.strip() + "' is no role (expected: a list of "
						+ Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")) + ")")));
		}
		return roles;
	}

	/**
	 * The name on the command line; also the module's.
	 * @return in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
