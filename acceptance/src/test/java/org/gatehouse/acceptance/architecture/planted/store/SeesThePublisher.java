package org.gatehouse.acceptance.architecture.planted.store;

import org.gatehouse.acceptance.architecture.planted.publisher.Design;

/**
 * Planted: a role that sees another.
 */
public record SeesThePublisher(Design other) {

}
