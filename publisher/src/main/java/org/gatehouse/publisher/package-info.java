/**
 * The providers' portal and its REST interface.
 */
@NullMarked
package org.gatehouse.publisher;

import org.jspecify.annotations.NullMarked;
