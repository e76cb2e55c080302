/**
 * A backend for tests of the gateway and of what calls through it.
 */
@NullMarked
package org.gatehouse.testkit.backend;

import org.jspecify.annotations.NullMarked;
