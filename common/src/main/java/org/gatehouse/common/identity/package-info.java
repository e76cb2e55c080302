/**
 * Who acts: tenants, roles and the permissions that they carry.
 */
@NullMarked
package org.gatehouse.common.identity;

import org.jspecify.annotations.NullMarked;
