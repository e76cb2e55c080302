package org.gatehouse.acceptance.architecture.planted.publisher.util;

/**
 * Planted: a package that says nothing.
 */
public class Drawer {

}
