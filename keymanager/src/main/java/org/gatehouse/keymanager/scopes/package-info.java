/**
 * Which of the scopes that are asked for go into a token.
 */
@NullMarked
package org.gatehouse.keymanager.scopes;

import org.jspecify.annotations.NullMarked;
