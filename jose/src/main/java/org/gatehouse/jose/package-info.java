/**
 * Which keys sign tokens, with which algorithm, and how what they signed is verified: one
 * algorithm a key, which the key decides on and no token (RFC 8725 section 3.1).
 */
@NullMarked
package org.gatehouse.jose;

import org.jspecify.annotations.NullMarked;
