/**
 * Who may say who a tenant's users are.
 */
@NullMarked
package org.gatehouse.keymanager.issuers;

import org.jspecify.annotations.NullMarked;
