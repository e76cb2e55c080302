/**
 * Who subscribes to an API, seen from the provider's side.
 */
@NullMarked
package org.gatehouse.publisher.subscriptions;

import org.jspecify.annotations.NullMarked;
