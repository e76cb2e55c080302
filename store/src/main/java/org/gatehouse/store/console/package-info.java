/**
 * Calls to an operation from within the store, relayed to the gateway.
 */
@NullMarked
package org.gatehouse.store.console;

import org.jspecify.annotations.NullMarked;
