package org.gatehouse.acceptance.architecture.planted.db;

/**
 * Planted: what is seen by those who must not.
 */
public record Row(String value) {

}
