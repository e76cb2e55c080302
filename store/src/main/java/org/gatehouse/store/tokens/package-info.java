/**
 * Access tokens that the store has made for an application, and the scopes to choose
 * from.
 */
@NullMarked
package org.gatehouse.store.tokens;

import org.jspecify.annotations.NullMarked;
