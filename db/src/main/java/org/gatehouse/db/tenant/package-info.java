/**
 * Tenants, and the binding of every query to one of them.
 */
@NullMarked
package org.gatehouse.db.tenant;

import org.jspecify.annotations.NullMarked;
