/**
 * The Spring application of all roles but the gateway.
 */
@NullMarked
package org.gatehouse.server.controlplane;

import org.jspecify.annotations.NullMarked;
