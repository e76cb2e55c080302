package org.gatehouse.keymanager.scim;

/**
 * A user or a group on the wire.
 */
sealed interface ScimResource permits ScimUser, ScimGroup {

	/** What it says about itself. */
	ScimMeta meta();

}
