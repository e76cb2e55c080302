/**
 * Mail to users: an outbox in the database, and what sends it.
 */
@NullMarked
package org.gatehouse.keymanager.mail;

import org.jspecify.annotations.NullMarked;
