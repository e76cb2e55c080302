/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.common;

import org.jspecify.annotations.NullMarked;
