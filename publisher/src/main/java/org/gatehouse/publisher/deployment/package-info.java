/**
 * Revisions of API versions, and putting one in force at the gateways.
 */
@NullMarked
package org.gatehouse.publisher.deployment;

import org.jspecify.annotations.NullMarked;
