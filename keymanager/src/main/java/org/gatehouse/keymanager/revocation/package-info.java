/**
 * The end of tokens before their time.
 */
@NullMarked
package org.gatehouse.keymanager.revocation;

import org.jspecify.annotations.NullMarked;
