/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.route;

import org.jspecify.annotations.NullMarked;
