/**
 * The chain: one small class for each thing that can happen to a call.
 */
@NullMarked
package org.gatehouse.gatewaycore.policy;

import org.jspecify.annotations.NullMarked;
