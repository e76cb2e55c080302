package org.gatehouse.common.runtime;

/**
 * What becomes of an API's calls while gateways that count together cannot reach their
 * counters.
 */
public enum CounterLoss {

	/** Each gateway counts alone. */
	LOCAL,
	/** Calls that a limit is to be kept for are refused. */
	REFUSE

}
