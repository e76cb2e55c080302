/**
 * A headless Chromium for tests of pages.
 */
@NullMarked
package org.gatehouse.testkit.browser;

import org.jspecify.annotations.NullMarked;
