/**
 * The key manager driven by OAuth clients that others wrote.
 */
@NullMarked
package org.gatehouse.acceptance.clients;

import org.jspecify.annotations.NullMarked;
