/**
 * The change feed: how the data plane learns what the control plane decided.
 */
@NullMarked
package org.gatehouse.db.feed;

import org.jspecify.annotations.NullMarked;
