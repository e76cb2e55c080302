package org.gatehouse.gatewaycore.policy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A refusal. Only {@link FaultRenderer} knows what one looks like.
 *
 * @param code why
 * @param challenge the value of {@code WWW-Authenticate} (RFC 6750 section 3), null for
 * none
 * @param allow the value of {@code Allow}, null for none
 * @param nextAccess when a refused call would pass, null where nobody knows
 * @param retryAfter seconds after which to try again, 0 where nobody knows
 * @param detail what exactly is wrong, or what the call needs instead of what the code
 * names; never a value of the message; may be empty
 */
public record Fault(FaultCode code, @Nullable String challenge, @Nullable String allow, @Nullable Instant nextAccess,
		long retryAfter, String detail) implements Step {

	private static final String REALM = "Bearer realm=\"Gatehouse\"";

	Fault(FaultCode code, @Nullable String challenge, @Nullable String allow, @Nullable Instant nextAccess,
			long retryAfter) {
		this(code, challenge, allow, nextAccess, retryAfter, "");
	}

	static Fault detailed(FaultCode code, String detail) {
		return new Fault(code, null, null, null, 0, detail);
	}

	/**
	 * A refusal that has nothing to add.
	 * @param code why
	 * @return the refusal
	 */
	public static Fault of(FaultCode code) {
		return new Fault(code, null, null, null, 0);
	}

	static Fault challenged(FaultCode code) {
		return new Fault(code, REALM, null, null, 0);
	}

	static Fault invalidToken(FaultCode code) {
		return new Fault(code, REALM + ", error=\"invalid_token\", error_description=\"" + code.message() + "\"", null,
				null, 0);
	}

	static Fault insufficientScope(FaultCode code, String scopes) {
		return new Fault(code, REALM + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"", null, null, 0);
	}

	static Fault credentials(FaultCode code, @Nullable String challenge, String needed) {
		return new Fault(code, challenge, null, null, 0, needed);
	}

	static Fault notAllowed(FaultCode code, String allow) {
		return new Fault(code, null, allow, null, 0);
	}

	static Fault later(FaultCode code, @Nullable Instant nextAccess, long seconds) {
		return new Fault(code, null, null, nextAccess, seconds);
	}

}
