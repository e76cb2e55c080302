/**
 * Who is signed in with which browser, and the end of it.
 */
@NullMarked
package org.gatehouse.keymanager.sessions;

import org.jspecify.annotations.NullMarked;
