/**
 * The key manager's filter chains.
 */
@NullMarked
package org.gatehouse.keymanager.endpoints;

import org.jspecify.annotations.NullMarked;
