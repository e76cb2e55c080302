/**
 * Identity and tokens: OAuth 2.0 and OpenID Connect, clients, scopes, users and roles.
 */
@NullMarked
package org.gatehouse.keymanager;

import org.jspecify.annotations.NullMarked;
