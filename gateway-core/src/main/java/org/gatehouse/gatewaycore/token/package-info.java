/**
 * Access tokens: verified once, remembered by hash.
 */
@NullMarked
package org.gatehouse.gatewaycore.token;

import org.jspecify.annotations.NullMarked;
