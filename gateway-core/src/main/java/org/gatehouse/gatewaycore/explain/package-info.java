/**
 * Why calls were refused: what is kept of refusals for a while, for administrators.
 */
@NullMarked
package org.gatehouse.gatewaycore.explain;

import org.jspecify.annotations.NullMarked;
