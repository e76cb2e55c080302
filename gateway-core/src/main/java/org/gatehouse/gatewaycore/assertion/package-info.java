/**
 * Signed statements by which backends are told who calls.
 */
@NullMarked
package org.gatehouse.gatewaycore.assertion;

import org.jspecify.annotations.NullMarked;
