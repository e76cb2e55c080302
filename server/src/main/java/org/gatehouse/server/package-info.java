/**
 * One executable jar: starts every role in one JVM, or the roles that it is told.
 */
@NullMarked
package org.gatehouse.server;

import org.jspecify.annotations.NullMarked;
