/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.jose;

import org.jspecify.annotations.NullMarked;
