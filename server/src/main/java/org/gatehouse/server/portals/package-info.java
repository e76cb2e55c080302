/**
 * Portals that run on another node than the key manager.
 */
@NullMarked
package org.gatehouse.server.portals;

import org.jspecify.annotations.NullMarked;
