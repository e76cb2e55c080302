/**
 * The consumers' portal: what it is put together from.
 */
@NullMarked
package org.gatehouse.store;

import org.jspecify.annotations.NullMarked;
