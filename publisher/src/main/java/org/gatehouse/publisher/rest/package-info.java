/**
 * What the publisher's REST operations share: reading bodies, the signed-in provider.
 */
@NullMarked
package org.gatehouse.publisher.rest;

import org.jspecify.annotations.NullMarked;
