/**
 * APIs: their identity, lifecycle, operations and visibility.
 */
@NullMarked
package org.gatehouse.common.api;

import org.jspecify.annotations.NullMarked;
