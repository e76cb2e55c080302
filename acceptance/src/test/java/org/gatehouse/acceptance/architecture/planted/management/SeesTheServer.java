package org.gatehouse.acceptance.architecture.planted.management;

import org.gatehouse.acceptance.architecture.planted.server.Banner;

/**
 * Planted: a role that sees what assembles it.
 */
public record SeesTheServer(Banner other) {

}
