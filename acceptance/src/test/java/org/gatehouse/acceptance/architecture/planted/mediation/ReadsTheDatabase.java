package org.gatehouse.acceptance.architecture.planted.mediation;

import org.gatehouse.acceptance.architecture.planted.db.Row;

/**
 * Planted: policies that need the database.
 */
public record ReadsTheDatabase(Row other) {

}
