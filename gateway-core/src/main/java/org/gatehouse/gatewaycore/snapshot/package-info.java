/**
 * What the gateway knows: following the change feed, compiling, keeping it on disk.
 */
@NullMarked
package org.gatehouse.gatewaycore.snapshot;

import org.jspecify.annotations.NullMarked;
