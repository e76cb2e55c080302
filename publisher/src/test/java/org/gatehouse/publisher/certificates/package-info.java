/**
 * Tests of the package of the same name.
 */
@NullMarked
package org.gatehouse.publisher.certificates;

import org.jspecify.annotations.NullMarked;
