package org.gatehouse.keymanager.throttling;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code SubscriptionThrottlePolicyPermission}.
 *
 * @param permissionType ALLOW or DENY
 * @param roles the roles that may, or may not, subscribe on the policy
 */
record PermissionBody(@Nullable String permissionType, @Nullable List<String> roles) {

}
