@NullMarked
package org.gatehouse.store.console;

import org.jspecify.annotations.NullMarked;
