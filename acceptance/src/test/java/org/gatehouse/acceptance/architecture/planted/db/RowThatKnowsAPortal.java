package org.gatehouse.acceptance.architecture.planted.db;

import org.gatehouse.acceptance.architecture.planted.store.Catalogue;

/**
 * Planted: a row that knows who shows it.
 */
public record RowThatKnowsAPortal(Catalogue other) {

}
