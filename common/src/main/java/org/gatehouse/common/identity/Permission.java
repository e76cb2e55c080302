package org.gatehouse.common.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a role allows in the portals. The roles are those of "WSO2 API Manager, Users and
 * roles"; both the bare names and the {@code Internal/} ones carry their permission.
 */
public enum Permission {

	/** Design APIs and edit them. */
	CREATE,
	/** Publish APIs, change their lifecycle, manage subscriptions and scopes. */
	PUBLISH,
	/** Make applications and subscribe. */
	SUBSCRIBE,
	/** Manage users, roles, throttling policies and settings of the tenant. */
	ADMINISTER;

	/** The role that everything is permitted to. */
	public static final String ADMIN_ROLE = "admin";

	/** The role that a person gets who signs up in the store. */
	public static final String SUBSCRIBER_ROLE = "Internal/subscriber";

	/** The role that every user has. */
	public static final String EVERYONE_ROLE = "Internal/everyone";

	/** The role of those who design APIs. */
	public static final String CREATOR_ROLE = "Internal/creator";

	/** The role of those who publish APIs. */
	public static final String PUBLISHER_ROLE = "Internal/publisher";

	/**
	 * What the holder of some roles may do.
	 * @param roles role names; unknown ones carry nothing
	 * @return the union of what the roles carry
	 */
	public static Set<Permission> of(Collection<String> roles) {
		Set<Permission> permissions = EnumSet.noneOf(Permission.class);
		for (String role : roles) {
			switch (role.toLowerCase(Locale.ROOT)) {
				case "admin" -> permissions.addAll(EnumSet.allOf(Permission.class));
				case "creator", "internal/creator" -> permissions.add(CREATE);
				case "publisher", "internal/publisher" -> permissions.add(PUBLISH);
				case "subscriber", "internal/subscriber" -> permissions.add(SUBSCRIBE);
				default -> {
				}
			}
		}
		return permissions;
	}

}
