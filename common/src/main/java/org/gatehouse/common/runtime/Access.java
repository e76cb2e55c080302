package org.gatehouse.common.runtime;

/**
 * By which credentials callers of an API identify themselves.
 */
public record Access() {

	/** What an API has that says nothing of it. */
	public static final Access DEFAULT = new Access();

}
