package org.gatehouse.db.catalogue;

import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.api.CatalogueAccess;
import org.gatehouse.common.identity.Permission;
import org.jspecify.annotations.Nullable;

/**
 * Whose eyes a catalogue query looks through.
 *
 * @param visitor who asks, as the pure rule knows it
 * @param userId the signed-in user, who also sees what his applications subscribe to when
 * it is deprecated; null for an anonymous visitor
 */
public record CatalogueVisitor(CatalogueAccess.Visitor visitor, @Nullable UUID userId) {

	/** Someone who has not signed in. */
	public static final CatalogueVisitor ANONYMOUS = new CatalogueVisitor(CatalogueAccess.Visitor.ANONYMOUS, null);

	/**
	 * A user of the tenant.
	 * @param userId the user
	 * @param roles the roles held
	 * @return the visitor
	 */
	public static CatalogueVisitor of(UUID userId, Set<String> roles) {
		return new CatalogueVisitor(CatalogueAccess.Visitor.of(roles), userId);
	}

	/**
	 * Whether the visitor belongs to the tenant at all.
	 */
	boolean member() {
		return this.visitor.signedIn() && this.visitor.sameTenant();
	}

	/**
	 * Whether restrictions by role do not count, as for creators and publishers.
	 */
	boolean unrestricted() {
		Set<Permission> permissions = Permission.of(this.visitor.roles());
		return member() && (permissions.contains(Permission.CREATE) || permissions.contains(Permission.PUBLISH));
	}

}
