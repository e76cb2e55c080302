/**
 * Whether and how the tenant's backends are told who calls.
 */
@NullMarked
package org.gatehouse.keymanager.backendjwt;

import org.jspecify.annotations.NullMarked;
