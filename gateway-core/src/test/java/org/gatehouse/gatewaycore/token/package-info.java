/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.token;

import org.jspecify.annotations.NullMarked;
