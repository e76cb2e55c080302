/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.gatewaycore;

import org.jspecify.annotations.NullMarked;
