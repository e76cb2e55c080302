/**
 * The policies that APIs can use, and the template that all have in common.
 */
@NullMarked
package org.gatehouse.publisher.policies;

import org.jspecify.annotations.NullMarked;
