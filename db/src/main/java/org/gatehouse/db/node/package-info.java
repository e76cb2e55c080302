/**
 * Gateways that follow the change feed.
 */
@NullMarked
package org.gatehouse.db.node;

import org.jspecify.annotations.NullMarked;
