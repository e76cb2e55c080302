/**
 * Tiers at every level, their quotas and permissions.
 */
@NullMarked
package org.gatehouse.publisher.tiers;

import org.jspecify.annotations.NullMarked;
