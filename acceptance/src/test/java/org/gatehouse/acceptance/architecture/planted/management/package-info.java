/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.management;

import org.jspecify.annotations.NullMarked;
