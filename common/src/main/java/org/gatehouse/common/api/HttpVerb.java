package org.gatehouse.common.api;

/**
 * The HTTP methods that an operation can have.
 */
public enum HttpVerb {

	GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS

}
