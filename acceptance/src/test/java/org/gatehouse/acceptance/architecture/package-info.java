/**
 * The rules of the house. Each has a planted violation that proves it fires.
 */
@NullMarked
package org.gatehouse.acceptance.architecture;

import org.jspecify.annotations.NullMarked;
