/**
 * Whether a node is alive and ready.
 */
@NullMarked
package org.gatehouse.server.health;

import org.jspecify.annotations.NullMarked;
