/**
 * Where a call stands in a trace that may have begun elsewhere (W3C Trace Context), and
 * how what is traced gets to a collector (OpenTelemetry).
 */
@NullMarked
package org.gatehouse.gatewaycore.trace;

import org.jspecify.annotations.NullMarked;
