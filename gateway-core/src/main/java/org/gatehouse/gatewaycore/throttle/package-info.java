/**
 * Quotas: exact counters that outlive a change of the snapshot.
 */
@NullMarked
package org.gatehouse.gatewaycore.throttle;

import org.jspecify.annotations.NullMarked;
