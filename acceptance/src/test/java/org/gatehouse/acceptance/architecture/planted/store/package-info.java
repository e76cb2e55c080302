/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.store;

import org.jspecify.annotations.NullMarked;
