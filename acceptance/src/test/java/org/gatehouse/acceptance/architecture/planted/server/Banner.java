package org.gatehouse.acceptance.architecture.planted.server;

/**
 * Planted: what is seen by those who must not.
 */
public record Banner(String value) {

}
