/**
 * Which operation a call is for: reading its path in one way, and looking it up.
 */
@NullMarked
package org.gatehouse.gatewaycore.route;

import org.jspecify.annotations.NullMarked;
