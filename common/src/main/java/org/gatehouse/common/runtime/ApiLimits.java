package org.gatehouse.common.runtime;

/**
 * Limits of an API as a whole, whoever calls.
 */
public record ApiLimits() {

	/** What an API has that says nothing of it. */
	public static final ApiLimits DEFAULT = new ApiLimits();

}
