/**
 * The pages about one API: what it is, how to begin with it, its operations.
 */
@NullMarked
package org.gatehouse.store.overview;

import org.jspecify.annotations.NullMarked;
