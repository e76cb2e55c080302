/**
 * The product as its users meet it: a real server, real HTTP, a real browser.
 */
@NullMarked
package org.gatehouse.acceptance;

import org.jspecify.annotations.NullMarked;
