package org.gatehouse.mediation;

import java.util.Locale;

/**
 * When a policy acts.
 */
public enum Flow {

	/** On a call, before it is forwarded. */
	REQUEST,
	/** On a backend's answer, before it is given. */
	RESPONSE,
	/** On a refusal of the gateway, before it is given. */
	FAULT;

	/**
	 * The name in WSO2's contract.
	 * @return {@code request}, {@code response} or {@code fault}
	 */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
