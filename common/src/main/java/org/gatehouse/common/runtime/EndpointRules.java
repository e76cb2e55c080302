package org.gatehouse.common.runtime;

/**
 * How calls get to the backends of an API.
 */
public record EndpointRules() {

	/** What an API has that says nothing of it. */
	public static final EndpointRules DEFAULT = new EndpointRules();

}
