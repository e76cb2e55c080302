/**
 * Scopes that all of a tenant's APIs may share, and those of one API.
 */
@NullMarked
package org.gatehouse.publisher.scopes;

import org.jspecify.annotations.NullMarked;
