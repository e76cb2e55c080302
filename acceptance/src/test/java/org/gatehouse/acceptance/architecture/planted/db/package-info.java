/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.db;

import org.jspecify.annotations.NullMarked;
