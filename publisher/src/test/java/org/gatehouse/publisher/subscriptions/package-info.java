@NullMarked
package org.gatehouse.publisher.subscriptions;

import org.jspecify.annotations.NullMarked;
