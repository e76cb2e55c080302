package org.gatehouse.common.runtime;

/**
 * Whether answers of an API are kept and given again.
 */
public record Caching() {

	/** What an API has that says nothing of it. */
	public static final Caching DEFAULT = new Caching();

}
