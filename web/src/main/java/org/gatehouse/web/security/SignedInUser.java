package org.gatehouse.web.security;

import java.util.Set;

import org.gatehouse.common.api.CatalogueAccess;
import org.gatehouse.common.identity.Permission;

/**
 * The user who calls, by a portal's session or by a bearer token. A controller's
 * parameter of this type is filled in; where it is {@code @Nullable} anonymous callers
 * are let in.
 *
 * @param name the user's name
 * @param tenant the domain of the user's tenant
 * @param roles the roles held
 * @param permissions what the roles allow
 */
public record SignedInUser(String name, String tenant, Set<String> roles, Set<Permission> permissions) {

	public SignedInUser {
		roles = Set.copyOf(roles);
		permissions = Set.copyOf(permissions);
	}

	/**
	 * A user with what some roles allow.
	 * @param name the user's name
	 * @param tenant the domain of the user's tenant
	 * @param roles the roles held
	 * @return the user
	 */
	public static SignedInUser of(String name, String tenant, Set<String> roles) {
		return new SignedInUser(name, tenant, roles, Permission.of(roles));
	}

	/**
	 * Tells whether the user may do something.
	 * @param permission the permission
	 * @return true where one of the roles carries it
	 */
	public boolean may(Permission permission) {
		return this.permissions.contains(permission);
	}

	/** For templates: may design APIs or publish them. */
	public boolean isProvider() {
		return may(Permission.CREATE) || may(Permission.PUBLISH);
	}

	/** For templates: may make applications and subscribe. */
	public boolean isSubscriber() {
		return may(Permission.SUBSCRIBE);
	}

	/** For templates: may administer people and the tenant. */
	public boolean isAdministrator() {
		return may(Permission.ADMINISTER);
	}

	/**
	 * The same user as a visitor of the store.
	 * @return one who is signed in to the present tenant
	 */
	public CatalogueAccess.Visitor visitor() {
		return CatalogueAccess.Visitor.of(this.roles);
	}

}
