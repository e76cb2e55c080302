/**
 * Directories (LDAP) whose users may sign in.
 */
@NullMarked
package org.gatehouse.keymanager.ldap;

import org.jspecify.annotations.NullMarked;
