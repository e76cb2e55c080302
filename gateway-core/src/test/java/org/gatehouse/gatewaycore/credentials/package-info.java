/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.gatewaycore.credentials;

import org.jspecify.annotations.NullMarked;
