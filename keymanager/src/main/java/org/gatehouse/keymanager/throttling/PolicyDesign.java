package org.gatehouse.keymanager.throttling;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A policy as someone typed it, on a page or as REST: nothing is checked yet.
 *
 * @param policyName 1 to 60 letters, digits and {@code _.-}
 * @param displayName what people read; null or blank for the name
 * @param description null where there is none
 * @param defaultLimit how much passes
 * @param burst how much of it in a short time, null for no such control
 * @param stopOnQuotaReach false if calls beyond the limit pass all the same
 * @param countedBy whose calls share a count: ALL, USER or ADDRESS; null for ALL
 * @param permissions who may subscribe on it, null for everybody
 * @param conditionalGroups other limits for certain calls
 */
record PolicyDesign(@Nullable String policyName, @Nullable String displayName, @Nullable String description,
		@Nullable LimitBody defaultLimit, @Nullable BurstBody burst, boolean stopOnQuotaReach,
		@Nullable String countedBy, @Nullable PermissionBody permissions, List<GroupBody> conditionalGroups) {

}
