/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.policy;

import org.jspecify.annotations.NullMarked;
