/**
 * The contract between control plane and data plane: what a gateway has to know, as a
 * change feed.
 */
@NullMarked
package org.gatehouse.common.snapshot;

import org.jspecify.annotations.NullMarked;
