/**
 * Encryption of what has to be kept in clear for the platform's own use.
 */
@NullMarked
package org.gatehouse.db.sealing;

import org.jspecify.annotations.NullMarked;
