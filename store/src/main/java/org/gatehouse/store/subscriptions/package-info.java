/**
 * Applications' subscriptions to APIs.
 */
@NullMarked
package org.gatehouse.store.subscriptions;

import org.jspecify.annotations.NullMarked;
