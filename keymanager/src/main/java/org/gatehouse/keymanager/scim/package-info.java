/**
 * Users and roles for other systems: SCIM 2.0 (RFC 7643, RFC 7644).
 */
@NullMarked
package org.gatehouse.keymanager.scim;

import org.jspecify.annotations.NullMarked;
