/**
 * Logging in to the management API and out of it.
 */
@NullMarked
package org.gatehouse.management.access;

import org.jspecify.annotations.NullMarked;
