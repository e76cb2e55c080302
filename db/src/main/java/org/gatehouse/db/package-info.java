/**
 * The only place that knows SQL and JPA.
 */
@NullMarked
package org.gatehouse.db;

import org.jspecify.annotations.NullMarked;
