@NullMarked
package org.gatehouse.store.subscriptions;

import org.jspecify.annotations.NullMarked;
