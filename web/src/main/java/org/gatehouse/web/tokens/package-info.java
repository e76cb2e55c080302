/**
 * How a portal has an access token made without going through a grant: the key manager
 * implements it, the store asks for it.
 */
@NullMarked
package org.gatehouse.web.tokens;

import org.jspecify.annotations.NullMarked;
