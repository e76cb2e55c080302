/**
 * Who is calling, and what answers carry: sign-in to the portals by OpenID Connect,
 * bearer tokens for REST, security headers, request ids, the tenant of a request.
 */
@NullMarked
package org.gatehouse.web.security;

import org.jspecify.annotations.NullMarked;
