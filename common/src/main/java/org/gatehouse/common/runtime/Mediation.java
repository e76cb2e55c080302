package org.gatehouse.common.runtime;

/**
 * What happens to the calls and answers of an API, or of an operation, on their way.
 */
public record Mediation() {

	/** What an API has that says nothing of it. */
	public static final Mediation DEFAULT = new Mediation();

}
