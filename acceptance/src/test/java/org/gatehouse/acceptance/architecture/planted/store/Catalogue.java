package org.gatehouse.acceptance.architecture.planted.store;

/**
 * Planted: what is seen by those who must not.
 */
public record Catalogue(String value) {

}
