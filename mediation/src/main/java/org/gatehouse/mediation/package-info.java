/**
 * Policies on the way of a call: the catalogue, how a use is checked, and what it does.
 * The same code refuses a broken use when it is saved and compiles it for the gateway.
 */
@NullMarked
package org.gatehouse.mediation;

import org.jspecify.annotations.NullMarked;
