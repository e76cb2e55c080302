@NullMarked
package org.gatehouse.store.tokens;

import org.jspecify.annotations.NullMarked;
