package org.gatehouse.keymanager.assertions;

import org.gatehouse.web.rest.Refusal;

import org.springframework.stereotype.Component;

/**
 * Looks at key sets when their address is registered, so that a wrong one is told then
 * and not at the first use.
 */
@Component
public class KeySets {

	private final AssertionKeys keys;

	KeySets(AssertionKeys keys) {
		this.keys = keys;
	}

	/**
	 * Fetches a key set.
	 * @param field the field that the URL stands in
	 * @param url where it is
	 * @throws Refusal if there is none
	 */
	public void check(String field, String url) {
		this.keys.check(field, url);
	}

}
