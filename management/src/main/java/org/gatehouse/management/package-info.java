/**
 * The management API of a running node.
 */
@NullMarked
package org.gatehouse.management;

import org.jspecify.annotations.NullMarked;
