@NullMarked
package org.gatehouse.store.catalogue;

import org.jspecify.annotations.NullMarked;
