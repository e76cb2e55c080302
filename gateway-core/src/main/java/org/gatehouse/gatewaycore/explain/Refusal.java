package org.gatehouse.gatewaycore.explain;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.gatehouse.common.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A call that was refused, with all that the refusal was decided by. Holds neither the
 * token nor the query nor a body.
 *
 * @param requestId the call's {@code X-Request-Id}
 * @param at when it was refused
 * @param gateway the node that refused it
 * @param method as it was sent
 * @param path as it was sent, without the query
 * @param client the address of the caller
 * @param status the HTTP status
 * @param code the fault's code, such as {@code 900910}
 * @param reason the fault in words
 * @param tenant the tenant that may read this, null where the call met no API
 * @param api what the path matched, null where nothing
 * @param token what was found out about the token, null where none was looked at
 * @param application whose call it is, null where nobody knows
 * @param subscription what was found of it, null where it was not looked for
 * @param scopes what was asked for and what the token had, null where that was not
 * compared
 * @param limits the quotas that applied, as they were; empty where none was asked
 * @param backend where the call went, null where it did not
 * @param revision the revision of the configuration that the call was judged by
 */
public record Refusal(String requestId, Instant at, String gateway, String method, String path, String client,
		int status, String code, String reason, @JsonIgnore @Nullable TenantId tenant, @Nullable Api api,
		@Nullable Token token, @Nullable Application application, @Nullable Subscription subscription,
		@Nullable Scopes scopes, List<Limit> limits, @Nullable String backend, long revision) {

	public Refusal {
		limits = List.copyOf(limits);
	}

	/**
	 * What a path matched.
	 *
	 * @param id the API version
	 * @param name the API's name
	 * @param version its version
	 * @param state its lifecycle state
	 * @param resource the operation's pattern, null where none took path and method
	 * @param authType which tokens the operation takes, null as before
	 */
	public record Api(String id, String name, String version, String state, @Nullable String resource,
			@Nullable String authType) {

	}

	/**
	 * What was found out about a token.
	 *
	 * @param state in words, such as {@code revoked} or {@code expired at …}
	 * @param consumerKey the client that it was issued to, null where unknown
	 * @param user whom it stands for, null where unknown
	 * @param expiresAt when it expires, null where unknown
	 */
	public record Token(String state, @Nullable String consumerKey, @Nullable String user,
			@Nullable Instant expiresAt) {

	}

	/**
	 * Whose call it is.
	 *
	 * @param id the application
	 * @param name its name
	 * @param keyType PRODUCTION or SANDBOX
	 */
	public record Application(String id, String name, String keyType) {

	}

	/**
	 * What was found of a subscription.
	 *
	 * @param status in words: {@code none} where there is none
	 */
	public record Subscription(String status) {

	}

	/**
	 * Scopes compared.
	 *
	 * @param asked the token had to hold one of these
	 * @param held what it held
	 */
	public record Scopes(Set<String> asked, Set<String> held) {

	}

	/**
	 * A quota that applied.
	 *
	 * @param policy its name and size, as {@code RateLimit-Policy} has it
	 * @param state what was left and for how long, as {@code RateLimit} has it; null
	 * where another one decided
	 */
	public record Limit(String policy, @Nullable String state) {

	}

}
