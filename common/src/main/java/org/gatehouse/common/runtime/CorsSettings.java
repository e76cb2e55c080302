package org.gatehouse.common.runtime;

/**
 * Which pages of other origins may call an API.
 */
public record CorsSettings() {

}
