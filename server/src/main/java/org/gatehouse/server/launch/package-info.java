/**
 * The start of a node, step by step, and its end.
 */
@NullMarked
package org.gatehouse.server.launch;

import org.jspecify.annotations.NullMarked;
