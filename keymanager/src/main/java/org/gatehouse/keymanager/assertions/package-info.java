/**
 * Signed statements of others: a client's about itself, and a trusted issuer's about a
 * user.
 */
@NullMarked
package org.gatehouse.keymanager.assertions;

import org.jspecify.annotations.NullMarked;
