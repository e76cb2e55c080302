/**
 * Planted violations.
 */
@NullMarked
package org.gatehouse.acceptance.architecture.planted.web;

import org.jspecify.annotations.NullMarked;
