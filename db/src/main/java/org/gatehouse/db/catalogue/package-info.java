/**
 * What the store reads of published APIs: paged and searched in SQL, each row only where
 * its visitor may see it.
 */
@NullMarked
package org.gatehouse.db.catalogue;

import org.jspecify.annotations.NullMarked;
