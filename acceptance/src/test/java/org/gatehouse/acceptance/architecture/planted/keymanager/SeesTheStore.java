package org.gatehouse.acceptance.architecture.planted.keymanager;

import org.gatehouse.acceptance.architecture.planted.store.Catalogue;

/**
 * Planted: a role that sees another.
 */
public record SeesTheStore(Catalogue other) {

}
