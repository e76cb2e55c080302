/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.cli;

import org.jspecify.annotations.NullMarked;
