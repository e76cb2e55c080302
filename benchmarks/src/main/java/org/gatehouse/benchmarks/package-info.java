/**
 * What the whole-system comparisons run: the gateway alone on a made-up world.
 */
@NullMarked
package org.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
