/**
 * What a node says about itself.
 */
@NullMarked
package org.gatehouse.management.node;

import org.jspecify.annotations.NullMarked;
