/**
 * The keys that sign a tenant's tokens: made, announced, in use, still verified by, gone.
 */
@NullMarked
package org.gatehouse.keymanager.signing;

import org.jspecify.annotations.NullMarked;
