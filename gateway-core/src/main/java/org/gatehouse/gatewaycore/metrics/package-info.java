/**
 * What the gateway counts, and how Prometheus reads it.
 */
@NullMarked
package org.gatehouse.gatewaycore.metrics;

import org.jspecify.annotations.NullMarked;
