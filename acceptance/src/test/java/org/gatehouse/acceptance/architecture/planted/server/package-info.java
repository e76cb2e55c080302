/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.server;

import org.jspecify.annotations.NullMarked;
