/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.snapshot;

import org.jspecify.annotations.NullMarked;
