package org.gatehouse.keymanager.accounts;

import java.util.UUID;

/**
 * A member of a role.
 *
 * @param id the user
 * @param name the user's name
 */
public record RoleMember(UUID id, String name) {

}
