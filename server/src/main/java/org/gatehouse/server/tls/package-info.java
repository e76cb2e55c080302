/**
 * The certificate that a node shows, made at its first start.
 */
@NullMarked
package org.gatehouse.server.tls;

import org.jspecify.annotations.NullMarked;
