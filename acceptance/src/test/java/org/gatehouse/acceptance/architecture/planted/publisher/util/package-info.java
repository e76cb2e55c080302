/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.publisher.util;

import org.jspecify.annotations.NullMarked;
