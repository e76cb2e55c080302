package org.gatehouse.acceptance.architecture.planted.cli;

import org.gatehouse.acceptance.architecture.planted.db.Row;

/**
 * Planted: a command line with a database.
 */
public record ReadsTheDatabase(Row other) {

}
