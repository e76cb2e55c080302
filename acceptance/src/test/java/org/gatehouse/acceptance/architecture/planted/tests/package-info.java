/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.tests;

import org.jspecify.annotations.NullMarked;
