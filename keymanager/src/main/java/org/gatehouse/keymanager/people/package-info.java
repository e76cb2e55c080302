/**
 * The administrator's pages for users and roles.
 */
@NullMarked
package org.gatehouse.keymanager.people;

import org.jspecify.annotations.NullMarked;
