/**
 * Public keys that people register.
 */
@NullMarked
package org.gatehouse.web.keys;

import org.jspecify.annotations.NullMarked;
