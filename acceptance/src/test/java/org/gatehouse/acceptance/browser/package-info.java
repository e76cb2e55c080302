/**
 * Journeys by clicks in a real browser.
 */
@NullMarked
package org.gatehouse.acceptance.browser;

import org.jspecify.annotations.NullMarked;
