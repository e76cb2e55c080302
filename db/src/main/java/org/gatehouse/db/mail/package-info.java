/**
 * Mail that waits to be sent.
 */
@NullMarked
package org.gatehouse.db.mail;

import org.jspecify.annotations.NullMarked;
