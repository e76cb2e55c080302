package org.gatehouse.common.application;

/**
 * Whether a subscription lets calls through. The names are those of WSO2's REST
 * contracts.
 */
public enum SubscriptionStatus {

	/** Calls pass. */
	UNBLOCKED,
	/** No call passes. */
	BLOCKED,
	/** Calls with a production key do not pass, those with a sandbox key do. */
	PROD_ONLY_BLOCKED,
	/** Waits for approval; no call passes. */
	ON_HOLD,
	/** Was not approved; no call passes. */
	REJECTED;

	/**
	 * Tells whether a call is refused because a provider blocked the subscription.
	 * @param keyType the kind of key that the call was made with
	 * @return true where the call is refused
	 */
	public boolean blocks(KeyType keyType) {
		return this == BLOCKED || (this == PROD_ONLY_BLOCKED && keyType == KeyType.PRODUCTION);
	}

	/**
	 * Tells whether the subscription was never in force.
	 * @return true for a subscription that waits for approval or was not approved
	 */
	public boolean isInactive() {
		return this == ON_HOLD || this == REJECTED;
	}

}
