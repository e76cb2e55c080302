/**
 * The lifecycle of API versions: publish, block, deprecate, retire.
 */
@NullMarked
package org.gatehouse.publisher.lifecycle;

import org.jspecify.annotations.NullMarked;
