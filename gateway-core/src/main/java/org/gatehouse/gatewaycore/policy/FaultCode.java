package org.gatehouse.gatewaycore.policy;

/**
 * Every reason for which this gateway does not let a call through, with the code and the
 * message that WSO2 API Manager gives it. Two things differ on purpose: a failure of the
 * backend is 502 or 504, where WSO2 answers 500 for everything and so hides whose failure
 * it is; and no text repeats the path or the token.
 */
public enum FaultCode {

	BAD_REQUEST(Family.RUNTIME, 400, "400", "Bad Request", "The request cannot be read in one way only"),
	REQUEST_TIMEOUT(Family.RUNTIME, 408, "408", "Request Timeout", "The request took too long to arrive"),
	URI_TOO_LONG(Family.RUNTIME, 414, "414", "URI Too Long", "The request line is longer than the gateway takes"),
	EXPECTATION_FAILED(Family.RUNTIME, 417, "417", "Expectation Failed",
			"The only expectation that can be met is 100-continue"),
	UPGRADE_REQUIRED(Family.RUNTIME, 426, "426", "Upgrade Required", "The API is called by opening a WebSocket"),
	NO_WEB_SOCKET(Family.RUNTIME, 501, "501", "Not Implemented", "The API is not called by opening a WebSocket"),
	HEADERS_TOO_LARGE(Family.RUNTIME, 431, "431", "Request Header Fields Too Large",
			"The request has more header fields than the gateway takes"),
	VERSION_NOT_SUPPORTED(Family.RUNTIME, 505, "505", "HTTP Version Not Supported",
			"The gateway takes HTTP/1.0, HTTP/1.1 and, over TLS, HTTP/2"),
	INTERNAL_ERROR(Family.RUNTIME, 500, "500", "Internal Server Error", "The gateway failed to process the request"),
	REQUEST_TOO_LARGE(Family.RUNTIME, 413, "413", "Content Too Large", "The request's body is longer than it may be"),
	CODING_UNKNOWN(Family.RUNTIME, 415, "415", "Unsupported Media Type", "The request has an unknown content coding"),
	REQUEST_UNREADABLE(Family.RUNTIME, 400, "400", "Bad Request", "The request's body cannot be read"),
	REQUEST_INVALID(Family.RUNTIME, 400, "400", "Bad Request", "The request breaks the API's definition"),
	THREAT(Family.RUNTIME, 400, "400", "Bad Request", "The request is refused by threat protection"),
	NO_EXAMPLE(Family.RUNTIME, 501, "501", "Not Implemented", "The API's definition has no answer to give"),
	ANSWER_TOO_LARGE(Family.RUNTIME, 502, "502", "Bad Gateway", "The back end's answer is longer than it may be"),
	ANSWER_UNREADABLE(Family.RUNTIME, 502, "502", "Bad Gateway", "The back end's answer cannot be read"),
	ANSWER_INVALID(Family.RUNTIME, 502, "502", "Bad Gateway", "The back end's answer breaks the API's definition"),
	NOT_READY(Family.RUNTIME, 503, "503", "Service Unavailable", "The gateway does not know the APIs yet"),

	API_NOT_FOUND(Family.RUNTIME, 404, "404", "Not Found", "The requested resource is not available."),
	RESOURCE_NOT_FOUND(Family.RUNTIME, 404, "404", "Runtime Error", "No matching resource found for given API Request"),
	API_RETIRED(Family.RUNTIME, 410, "410", "Gone", "This version of the API has been retired"),
	METHOD_NOT_ALLOWED(Family.RUNTIME, 405, "405", "Runtime Error", "Method not allowed for given API resource"),
	TRANSPORT_NOT_ENABLED(Family.RUNTIME, 403, "403", "Forbidden",
			"Unsupported Transport. The requested resource is not available."),
	API_BLOCKED(Family.STATE, 503, "700700", "API blocked",
			"This API has been blocked temporarily. Please try again later or contact the system administrators."),
	NO_PRODUCTION_ENDPOINT(Family.RUNTIME, 403, "900901", "Runtime Error",
			"Production key offered to the API with no production endpoint"),
	NO_SANDBOX_ENDPOINT(Family.RUNTIME, 403, "900901", "Runtime Error",
			"Sandbox key offered to the API with no sandbox endpoint"),

	AUTHENTICATION_UNAVAILABLE(Family.SECURITY, 503, "900900", "Unclassified Authentication Failure", ""),
	INVALID_CREDENTIALS(Family.SECURITY, 401, "900901", "Invalid Credentials",
			"Make sure you have given the correct access token"),
	MISSING_CREDENTIALS(Family.SECURITY, 401, "900902", "Missing Credentials",
			"Make sure your API invocation call has a header: \"Authorization: Bearer ACCESS_TOKEN\""),
	INCORRECT_TOKEN_TYPE(Family.SECURITY, 401, "900905", "Incorrect Access Token Type is provided", ""),
	SUBSCRIPTION_BLOCKED(Family.SECURITY, 401, "900907", "The requested API is temporarily blocked", ""),
	NOT_SUBSCRIBED(Family.SECURITY, 403, "900908", "Resource forbidden ", ""),
	KEY_NOT_PERMITTED(Family.SECURITY, 403, "900908", "Resource forbidden ", "The API key may not be used from there"),
	SUBSCRIPTION_INACTIVE(Family.SECURITY, 401, "900909", "The subscription to the API is inactive", ""),
	SCOPE_MISSING(Family.SECURITY, 403, "900910",
			"The access token does not allow you to access the requested resource", ""),

	API_THROTTLED(Family.THROTTLE, 429, "900800", "Message throttled out", "You have exceeded your quota"),
	ENDPOINT_THROTTLED(Family.THROTTLE, 503, "900801", "API Limit Reached", "API not accepting requests"),
	RESOURCE_THROTTLED(Family.THROTTLE, 429, "900802", "Message throttled out", "You have exceeded your quota"),
	APPLICATION_THROTTLED(Family.THROTTLE, 429, "900803", "Message throttled out", "You have exceeded your quota"),
	SUBSCRIPTION_THROTTLED(Family.THROTTLE, 429, "900804", "Message throttled out", "You have exceeded your quota"),
	UNCOUNTED(Family.THROTTLE, 503, "503", "Service Unavailable",
			"The counters by which the call is limited cannot be reached"),
	DENIED(Family.THROTTLE, 403, "900805", "Message blocked", "You have been blocked from accessing the resource"),
	SUBSCRIPTION_BURST_THROTTLED(Family.THROTTLE, 429, "900807", "Message throttled out",
			"You have exceeded your quota"),
	APPLICATION_BURST_THROTTLED(Family.THROTTLE, 429, "900809", "Message throttled out",
			"You have exceeded your quota"),

	CREDENTIALS_MISSING(Family.RUNTIME, 503, "503", "Service Unavailable",
			"The gateway lacks what it has to prove to the back end"),
	BACKEND_UNREACHABLE(Family.RUNTIME, 502, "101503", "Runtime Error", "Error connecting to the back end"),
	NOT_KEPT(Family.RUNTIME, 504, "504", "Gateway Timeout",
			"No answer is kept, and the call takes no other (only-if-cached)"),
	BACKEND_TIMEOUT(Family.RUNTIME, 504, "101504", "Runtime Error", "Connection timed out"),
	BACKEND_CLOSED(Family.RUNTIME, 502, "101505", "Runtime Error", "The back end closed the connection"),
	BACKEND_PROTOCOL(Family.RUNTIME, 502, "101506", "Runtime Error", "The back end violated the HTTP protocol"),
	BACKEND_CONNECT_TIMEOUT(Family.RUNTIME, 504, "101508", "Runtime Error",
			"Establishing a connection to the back end timed out"),
	BACKEND_SUSPENDED(Family.RUNTIME, 503, "303001", "Runtime Error",
			"The back end is left alone for a while after it has failed"),
	ENDPOINT_NOT_KNOWN(Family.RUNTIME, 403, "403", "Forbidden", "The back end that was named is not one of the API's");

	private final Family family;

	private final int status;

	private final String code;

	private final String message;

	private final String description;

	FaultCode(Family family, int status, String code, String message, String description) {
		this.family = family;
		this.status = status;
		this.code = code;
		this.message = message;
		this.description = description;
	}

	/** The kinds of faults, each with its XML name space. */
	enum Family {

		/** Faults of the gateway and of backends. */
		RUNTIME("am", "http://wso2.org/apimanager"),
		/** Faults of an API's state, which have no type. */
		STATE("am", "http://wso2.org/apimanager"),
		/** Faults of tokens and subscriptions. */
		SECURITY("ams", "http://wso2.org/apimanager/security"),
		/** Faults of quotas. */
		THROTTLE("amt", "http://wso2.org/apimanager/throttling");

		private final String prefix;

		private final String namespace;

		Family(String prefix, String namespace) {
			this.prefix = prefix;
			this.namespace = namespace;
		}

		String prefix() {
			return this.prefix;
		}

		String namespace() {
			return this.namespace;
		}

	}

	Family family() {
		return this.family;
	}

	/**
	 * The HTTP status.
	 * @return 400 to 599
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The fault code.
	 * @return a number as text
	 */
	public String code() {
		return this.code;
	}

	/**
	 * The message.
	 * @return exactly as WSO2 has it
	 */
	public String message() {
		return this.message;
	}

	/**
	 * The description, or for faults of tokens and subscriptions its last part.
	 * @return a sentence, may be empty
	 */
	public String description() {
		return this.description;
	}

}
