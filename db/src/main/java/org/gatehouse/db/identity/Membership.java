package org.gatehouse.db.identity;

import java.util.UUID;

/**
 * That a user holds a role.
 *
 * @param roleId the role
 * @param userId the user
 * @param userName the user's name
 */
public record Membership(UUID roleId, UUID userId, String userName) {

}
