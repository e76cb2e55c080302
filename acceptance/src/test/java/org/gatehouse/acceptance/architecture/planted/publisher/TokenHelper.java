package org.gatehouse.acceptance.architecture.planted.publisher;

/**
 * Planted: a name that says nothing.
 */
public class TokenHelper {

}
