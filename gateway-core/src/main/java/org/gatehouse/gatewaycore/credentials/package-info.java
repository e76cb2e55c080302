/**
 * What the gateway proves itself by to backends, and how it trusts them: names and
 * passwords, access tokens of others, certificates.
 */
@NullMarked
package org.gatehouse.gatewaycore.credentials;

import org.jspecify.annotations.NullMarked;
