package org.gatehouse.common.api;

import java.util.Collection;
import java.util.Set;

import org.gatehouse.common.identity.Permission;

/**
 * The rule of "API visibility and subscription": who sees a listed API in the store.
 */
public final class CatalogueAccess {

	private CatalogueAccess() {
	}

	/**
	 * A visitor of the store.
	 *
	 * @param signedIn false for an anonymous one, whose roles are then empty
	 * @param sameTenant true if the visitor belongs to the API's tenant
	 * @param roles the visitor's roles in the API's tenant
	 */
	public record Visitor(boolean signedIn, boolean sameTenant, Set<String> roles) {

		/** Someone who has not signed in. */
		public static final Visitor ANONYMOUS = new Visitor(false, false, Set.of());

		public Visitor {
			roles = Set.copyOf(roles);
		}

		/**
		 * Someone who is signed in to the API's tenant.
		 * @param roles the roles held there
		 * @return the visitor
		 */
		public static Visitor of(Collection<String> roles) {
			return new Visitor(true, true, Set.copyOf(roles));
		}

	}

	/**
	 * Decides whether a visitor sees an API. Creators and publishers see every API of
	 * their tenant, whatever its visibility.
	 * @param visibility the API's visibility
	 * @param visitor who asks
	 * @return true where the API is shown
	 */
	public static boolean sees(Visibility visibility, Visitor visitor) {
		if (visibility instanceof Visibility.Public) {
			return true;
		}
		if (!visitor.signedIn() || !visitor.sameTenant()) {
			return false;
		}
		Set<Permission> permissions = Permission.of(visitor.roles());
		if (permissions.contains(Permission.CREATE) || permissions.contains(Permission.PUBLISH)) {
			return true;
		}
		return switch (visibility) {
			case Visibility.Public _, Visibility.MyDomain _ -> true;
			case Visibility.RestrictedByRoles restricted ->
				restricted.roles().stream().anyMatch(visitor.roles()::contains);
		};
	}

}
