/**
 * OAuth clients as the authorization server sees them.
 */
@NullMarked
package org.gatehouse.keymanager.clients;

import org.jspecify.annotations.NullMarked;
