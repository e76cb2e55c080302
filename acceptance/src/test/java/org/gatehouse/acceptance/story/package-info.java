/**
 * Whole stories, from an empty server to a refused call, over real HTTP.
 */
@NullMarked
package org.gatehouse.acceptance.story;

import org.jspecify.annotations.NullMarked;
