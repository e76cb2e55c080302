/**
 * Counters that several gateways share, in Redis or Valkey. Only {@code RedisStore} knows
 * the client library, which is loaded where counters are set and nowhere else.
 */
@NullMarked
package org.gatehouse.gatewaycore.counters;

import org.jspecify.annotations.NullMarked;
