/**
 * Certificates that tenants have uploaded for their backends.
 */
@NullMarked
package org.gatehouse.db.certificate;

import org.jspecify.annotations.NullMarked;
