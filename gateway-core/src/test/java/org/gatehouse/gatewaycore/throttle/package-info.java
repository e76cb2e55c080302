/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.throttle;

import org.jspecify.annotations.NullMarked;
