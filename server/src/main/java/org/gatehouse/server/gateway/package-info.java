/**
 * The gateway as a part of this node.
 */
@NullMarked
package org.gatehouse.server.gateway;

import org.jspecify.annotations.NullMarked;
