/**
 * Rules by which calls are refused whatever else they may do.
 */
@NullMarked
package org.gatehouse.db.deny;

import org.jspecify.annotations.NullMarked;
