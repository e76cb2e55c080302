/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.mediation;

import org.jspecify.annotations.NullMarked;
