/**
 * How the gateway's access log gets to disk.
 */
@NullMarked
package org.gatehouse.server.accesslog;

import org.jspecify.annotations.NullMarked;
