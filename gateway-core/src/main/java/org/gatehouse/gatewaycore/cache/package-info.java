/**
 * Answers that are kept and given again (RFC 9111).
 */
@NullMarked
package org.gatehouse.gatewaycore.cache;

import org.jspecify.annotations.NullMarked;
