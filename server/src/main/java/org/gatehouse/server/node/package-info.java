/**
 * Gateways on other nodes: the change feed, their reports and their questions over HTTP.
 */
@NullMarked
package org.gatehouse.server.node;

import org.jspecify.annotations.NullMarked;
