/**
 * Tests of client certificates and of credentials.
 */
@NullMarked
package org.gatehouse.publisher.callers;

import org.jspecify.annotations.NullMarked;
