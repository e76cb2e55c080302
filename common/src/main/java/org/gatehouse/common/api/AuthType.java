package org.gatehouse.common.api;

/**
 * Which access tokens an operation takes ("Managing APIs", resource settings). The wire
 * names are those of {@code x-auth-type} in WSO2's contracts.
 */
public enum AuthType {

	/** No token is asked for. */
	NONE("None"),
	/** Only tokens of an application itself, such as the client credentials grant's. */
	APPLICATION("Application"),
	/** Only tokens that stand for a user. */
	APPLICATION_USER("Application User"),
	/** Either. */
	ANY("Application & Application User");

	private final String wireName;

	AuthType(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * The name in REST and in OpenAPI documents.
	 * @return one of {@code None}, {@code Application}, {@code Application User},
	 * {@code Application & Application User}
	 */
	public String wireName() {
		return this.wireName;
	}

	/**
	 * Reads a wire name.
	 * @param name a wire name in any case, or WSO2's internal names
	 * {@code Application_User} and {@code Any}
	 * @return the auth type
	 * @throws IllegalArgumentException for any other name
	 */
	public static AuthType fromWireName(String name) {
		for (AuthType type : values()) {
			if (type.wireName.equalsIgnoreCase(name) || type.name().equalsIgnoreCase(name)) {
				return type;
			}
		}
		throw new IllegalArgumentException("auth type: '" + name
				+ "' (expected: None, Application, Application User or Application & Application User)");
	}

	/**
	 * Tells whether a token of the given kind may be used.
	 * @param applicationToken true for a token of the application itself, false for a
	 * user's
	 * @return true where the call may go on
	 */
	public boolean accepts(boolean applicationToken) {
		return switch (this) {
			case NONE, ANY -> true;
			case APPLICATION -> applicationToken;
			case APPLICATION_USER -> !applicationToken;
		};
	}

}
