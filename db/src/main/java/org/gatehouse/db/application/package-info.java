/**
 * Applications and subscriptions.
 */
@NullMarked
package org.gatehouse.db.application;

import org.jspecify.annotations.NullMarked;
