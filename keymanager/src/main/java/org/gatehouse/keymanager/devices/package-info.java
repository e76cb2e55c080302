/**
 * The page on which a user lets a device in (RFC 8628 section 3.3).
 */
@NullMarked
package org.gatehouse.keymanager.devices;

import org.jspecify.annotations.NullMarked;
