/**
 * Values that are kept sealed in the database.
 */
@NullMarked
package org.gatehouse.db.sealing;

import org.jspecify.annotations.NullMarked;
