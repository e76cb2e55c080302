/**
 * HTTP on Netty; the only package that knows it.
 */
@NullMarked
package org.gatehouse.gatewaycore.transport;

import org.jspecify.annotations.NullMarked;
