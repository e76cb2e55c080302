/**
 * What is asked of an OAuth client, whichever way it is registered.
 */
@NullMarked
package org.gatehouse.web.clients;

import org.jspecify.annotations.NullMarked;
