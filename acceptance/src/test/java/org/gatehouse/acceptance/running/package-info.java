/**
 * A running server and those who use it over HTTP.
 */
@NullMarked
package org.gatehouse.acceptance.running;

import org.jspecify.annotations.NullMarked;
