/**
 * Applications' production and sandbox keys.
 */
@NullMarked
package org.gatehouse.store.keys;

import org.jspecify.annotations.NullMarked;
