package org.gatehouse.acceptance.architecture.planted.unmarked;

/**
 * Planted: nullness that nobody checks.
 */
public class InAnUnmarkedPackage {

}
