/**
 * The pages for signing in, out and up.
 */
@NullMarked
package org.gatehouse.keymanager.signin;

import org.jspecify.annotations.NullMarked;
