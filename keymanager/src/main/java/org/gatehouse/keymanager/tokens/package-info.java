/**
 * What is issued: signing keys, access, refresh and ID tokens, and their end.
 */
@NullMarked
package org.gatehouse.keymanager.tokens;

import org.jspecify.annotations.NullMarked;
