package org.gatehouse.acceptance.architecture.planted.publisher;

import org.gatehouse.acceptance.architecture.planted.store.Catalogue;

/**
 * Planted: a role that sees another.
 */
public record SeesTheStore(Catalogue other) {

}
