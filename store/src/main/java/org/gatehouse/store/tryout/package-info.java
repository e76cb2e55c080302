/**
 * The page on which an operation is tried out.
 */
@NullMarked
package org.gatehouse.store.tryout;

import org.jspecify.annotations.NullMarked;
