/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.publisher;

import org.jspecify.annotations.NullMarked;
