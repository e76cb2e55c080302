package org.gatehouse.acceptance.architecture.planted.jose;

import org.gatehouse.acceptance.architecture.planted.db.Row;

/**
 * Planted: signatures that need the database.
 */
public record ReadsTheDatabase(Row other) {

}
