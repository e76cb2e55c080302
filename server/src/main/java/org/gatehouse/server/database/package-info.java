/**
 * Which PostgreSQL the node uses.
 */
@NullMarked
package org.gatehouse.server.database;

import org.jspecify.annotations.NullMarked;
