/**
 * The grants of the token endpoint, with the platform's rules for scopes.
 */
@NullMarked
package org.gatehouse.keymanager.grants;

import org.jspecify.annotations.NullMarked;
