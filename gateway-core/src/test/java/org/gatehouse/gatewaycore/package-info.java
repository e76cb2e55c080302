/**
 * The gateway as a whole, with real clients and real backends.
 */
@NullMarked
package org.gatehouse.gatewaycore;

import org.jspecify.annotations.NullMarked;
