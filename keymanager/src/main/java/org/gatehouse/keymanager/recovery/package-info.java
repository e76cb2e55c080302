/**
 * Links by e-mail: to confirm an address, and to choose a new password.
 */
@NullMarked
package org.gatehouse.keymanager.recovery;

import org.jspecify.annotations.NullMarked;
