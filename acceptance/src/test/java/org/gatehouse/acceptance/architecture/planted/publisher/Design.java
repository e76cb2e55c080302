package org.gatehouse.acceptance.architecture.planted.publisher;

/**
 * Planted: what is seen by those who must not.
 */
public record Design(String value) {

}
