@NullMarked
package org.gatehouse.store.keys;

import org.jspecify.annotations.NullMarked;
