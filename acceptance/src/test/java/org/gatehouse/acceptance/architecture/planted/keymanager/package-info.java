/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.keymanager;

import org.jspecify.annotations.NullMarked;
