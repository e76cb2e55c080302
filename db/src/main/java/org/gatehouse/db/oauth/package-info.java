/**
 * OAuth clients, signing keys and authorizations.
 */
@NullMarked
package org.gatehouse.db.oauth;

import org.jspecify.annotations.NullMarked;
