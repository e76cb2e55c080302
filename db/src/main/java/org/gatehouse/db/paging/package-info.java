/**
 * How lists are cut into parts.
 */
@NullMarked
package org.gatehouse.db.paging;

import org.jspecify.annotations.NullMarked;
