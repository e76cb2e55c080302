/**
 * Everybody's own pages: the password, and where one is signed in.
 */
@NullMarked
package org.gatehouse.keymanager.profile;

import org.jspecify.annotations.NullMarked;
