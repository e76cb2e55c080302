/**
 * Tests of the pages, in a real browser.
 */
@NullMarked
package org.gatehouse.publisher.workspace;

import org.jspecify.annotations.NullMarked;
