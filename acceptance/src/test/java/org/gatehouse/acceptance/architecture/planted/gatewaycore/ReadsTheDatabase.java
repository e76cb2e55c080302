package org.gatehouse.acceptance.architecture.planted.gatewaycore;

import org.gatehouse.acceptance.architecture.planted.db.Row;

/**
 * Planted: a gateway that needs the database.
 */
public record ReadsTheDatabase(Row other) {

}
