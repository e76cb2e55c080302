/**
 * Users, roles, passwords and signing in.
 */
@NullMarked
package org.gatehouse.keymanager.accounts;

import org.jspecify.annotations.NullMarked;
