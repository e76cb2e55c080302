/**
 * Fetching from addresses that users give, without lending them the server's place in the
 * network.
 */
@NullMarked
package org.gatehouse.web.fetch;

import org.jspecify.annotations.NullMarked;
