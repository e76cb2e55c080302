/**
 * What the README says, done.
 */
@NullMarked
package org.gatehouse.acceptance.readme;

import org.jspecify.annotations.NullMarked;
