package org.gatehouse.common.snapshot;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Denied;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a gateway has to know. An entry holds the whole of its thing: a later
 * entry of the same {@link #key()} replaces it. No entry carries a secret, only public
 * keys and hashes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({ @JsonSubTypes.Type(value = SnapshotEntry.DeployedApi.class, name = "api"),
		@JsonSubTypes.Type(value = SnapshotEntry.KnownApplication.class, name = "application"),
		@JsonSubTypes.Type(value = SnapshotEntry.ApplicationKey.class, name = "key"),
		@JsonSubTypes.Type(value = SnapshotEntry.Subscription.class, name = "subscription"),
		@JsonSubTypes.Type(value = SnapshotEntry.Tier.class, name = "tier"),
		@JsonSubTypes.Type(value = SnapshotEntry.ApiTemplate.class, name = "api-template"),
		@JsonSubTypes.Type(value = SnapshotEntry.DenyRule.class, name = "deny-rule"),
		@JsonSubTypes.Type(value = SnapshotEntry.SigningKey.class, name = "signing-key"),
		@JsonSubTypes.Type(value = SnapshotEntry.Revocation.class, name = "revocation"),
		@JsonSubTypes.Type(value = SnapshotEntry.TokensEnded.class, name = "tokens-ended"),
		@JsonSubTypes.Type(value = PasswordsEnded.class, name = "passwords-ended"),
		@JsonSubTypes.Type(value = SnapshotEntry.ApiKey.class, name = "api-key"),
		@JsonSubTypes.Type(value = CallerCertificate.class, name = "client-certificate"),
		@JsonSubTypes.Type(value = TracedApi.class, name = "traced"),
		@JsonSubTypes.Type(value = ClearedCache.class, name = "cleared-cache"),
		@JsonSubTypes.Type(value = EndpointCertificate.class, name = "endpoint-certificate"),
		@JsonSubTypes.Type(value = BackendJwt.class, name = "backend-jwt") })
public sealed interface SnapshotEntry
		permits SnapshotEntry.DeployedApi, SnapshotEntry.KnownApplication, SnapshotEntry.ApplicationKey,
		SnapshotEntry.Subscription, SnapshotEntry.Tier, SnapshotEntry.ApiTemplate, SnapshotEntry.DenyRule,
		SnapshotEntry.SigningKey, SnapshotEntry.Revocation, SnapshotEntry.TokensEnded, PasswordsEnded,
		SnapshotEntry.ApiKey, CallerCertificate, TracedApi, ClearedCache, EndpointCertificate, BackendJwt {

	/** The version of this contract; a gateway refuses a feed of another. */
	int SCHEMA_VERSION = 1;

	/**
	 * What the entry is known by, among all entries of all kinds and tenants.
	 * @return the kind, a colon and the thing's identifier
	 */
	String key();

	/**
	 * An API version as its deployed revision has it. Of one that is retired it is what
	 * is left, so that its callers are told: neither operations nor endpoints.
	 *
	 * @param id the API version
	 * @param tenantDomain the tenant that it belongs to
	 * @param name the API's name
	 * @param context the URL prefix without the version, such as {@code /orgnews}; it may
	 * contain <code>{version}</code>
	 * @param version the version, such as {@code 1.0.0}
	 * @param defaultVersion true if it also answers without the version in the URL
	 * @param state the lifecycle state
	 * @param revision the number of the deployed revision, from 1; 0 where it is retired
	 * @param transports {@code http}, {@code https} or both
	 * @param production where calls with a production key go, null where nowhere
	 * @param sandbox where calls with a sandbox key go, null where nowhere
	 * @param operations the operations, at least one but where it is retired
	 * @param deprecatedAt since when it is deprecated, null where it is not
	 * @param notice what its callers are told of its end, null for nothing
	 * @param runtime how its calls are treated
	 */
	record DeployedApi(ApiId id, String tenantDomain, String name, String context, String version,
			boolean defaultVersion, LifecycleState state, int revision, Set<String> transports,
			@Nullable URI production, @Nullable URI sandbox, List<Operation> operations, @Nullable Instant deprecatedAt,
			@Nullable DeprecationNotice notice, ApiRuntime runtime) implements SnapshotEntry {

		public DeployedApi {
			runtime = (runtime != null) ? runtime : ApiRuntime.DEFAULT;
			transports = Set.copyOf(transports);
			operations = List.copyOf(operations);
		}

		@Override
		public String key() {
			return "api:" + this.id;
		}

	}

	/**
	 * An operation of a {@link DeployedApi}.
	 *
	 * @param verb the HTTP method
	 * @param pattern the path below the API
	 * @param authType which tokens it takes
	 * @param scopes the scopes of which a token must hold one; where empty, none is asked
	 * for
	 * @param tier the name of its resource tier
	 * @param produces the media types that its definition declares, empty where unknown
	 * @param runtime how its calls are treated, beyond what its API says
	 */
	record Operation(HttpVerb verb, UrlPattern pattern, AuthType authType, Set<String> scopes, String tier,
			List<String> produces, OperationRuntime runtime) {

		public Operation {
			runtime = (runtime != null) ? runtime : OperationRuntime.DEFAULT;
			scopes = Set.copyOf(scopes);
			produces = List.copyOf(produces);
		}

	}

	/**
	 * An application.
	 *
	 * @param id the application
	 * @param name its name
	 * @param owner the user who owns it
	 * @param tier the name of its application tier
	 */
	record KnownApplication(ApplicationId id, String name, String owner, String tier) implements SnapshotEntry {

		@Override
		public String key() {
			return "application:" + this.id;
		}

	}

	/**
	 * An application's OAuth client.
	 *
	 * @param consumerKey the client id
	 * @param applicationId the application
	 * @param keyType which endpoint it leads to
	 * @param tokenFormat what its tokens look like
	 */
	record ApplicationKey(ConsumerKey consumerKey, ApplicationId applicationId, KeyType keyType,
			TokenFormat tokenFormat) implements SnapshotEntry {

		@Override
		public String key() {
			return "key:" + this.consumerKey;
		}

	}

	/**
	 * A subscription.
	 *
	 * @param id the subscription
	 * @param applicationId the application
	 * @param apiId the API version
	 * @param tier the name of its subscription tier
	 * @param status whether calls pass
	 */
	record Subscription(SubscriptionId id, ApplicationId applicationId, ApiId apiId, String tier,
			SubscriptionStatus status) implements SnapshotEntry {

		@Override
		public String key() {
			return "subscription:" + this.id;
		}

	}

	/**
	 * A tier. One of level {@link TierLevel#RESOURCE} is what operations and APIs name as
	 * their advanced policy.
	 *
	 * @param tenantDomain the tenant that it belongs to
	 * @param level what it limits
	 * @param name its name, unique among the tenant's tiers of the level
	 * @param quota how much passes; of an advanced policy, where no group's conditions
	 * hold
	 * @param stopOnQuotaReach false if calls beyond the quota pass all the same
	 * @param burst how much passes in a short time besides, null for any number; not of
	 * level RESOURCE
	 * @param countedBy whose calls share a count; those of a subscription always do
	 * @param groups calls that have quotas of their own, of level RESOURCE only
	 */
	record Tier(String tenantDomain, TierLevel level, String name, Quota quota, boolean stopOnQuotaReach,
			Quota.@Nullable Requests burst, CountedBy countedBy, List<ConditionGroup> groups) implements SnapshotEntry {

		// An entry of before a component came has null for it, whatever its type says.
		public Tier {
			countedBy = (countedBy != null) ? countedBy : CountedBy.ALL;
			groups = (groups != null) ? List.copyOf(groups) : List.of();
			if (level == TierLevel.RESOURCE && burst != null) {
				throw new IllegalArgumentException("burst: " + burst + " (expected: none at level RESOURCE)");
			}
			if (level != TierLevel.RESOURCE && !groups.isEmpty()) {
				throw new IllegalArgumentException(
						"groups: " + groups.size() + " (expected: none at level " + level + ")");
			}
			if (level == TierLevel.SUBSCRIPTION && countedBy != CountedBy.ALL) {
				throw new IllegalArgumentException(
						"countedBy: " + countedBy + " (expected: ALL at level SUBSCRIPTION)");
			}
		}

		/** A tier that is nothing but a quota. */
		public Tier(String tenantDomain, TierLevel level, String name, Quota quota, boolean stopOnQuotaReach) {
			this(tenantDomain, level, name, quota, stopOnQuotaReach, CountedBy.ALL, List.of());
		}

		/** A tier without a limit of bursts. */
		public Tier(String tenantDomain, TierLevel level, String name, Quota quota, boolean stopOnQuotaReach,
				CountedBy countedBy, List<ConditionGroup> groups) {
			this(tenantDomain, level, name, quota, stopOnQuotaReach, null, countedBy, groups);
		}

		@Override
		public String key() {
			return "tier:" + this.tenantDomain + "/" + this.level + "/" + this.name;
		}

	}

	/**
	 * What happens to the calls and answers of every API of a tenant, around what the API
	 * itself says.
	 *
	 * @param tenantDomain the tenant
	 * @param mediation the policies
	 */
	record ApiTemplate(String tenantDomain, Mediation mediation) implements SnapshotEntry {

		@Override
		public String key() {
			return "api-template:" + this.tenantDomain;
		}

	}

	/**
	 * A rule by which calls are refused whatever else they may do.
	 *
	 * @param id the rule
	 * @param denied whose calls
	 * @param active false for a rule that is switched off
	 */
	record DenyRule(UUID id, Denied denied, boolean active) implements SnapshotEntry {

		@Override
		public String key() {
			return "deny-rule:" + this.id;
		}

	}

	/**
	 * A key that signs access tokens.
	 *
	 * @param keyId {@code kid} in the tokens
	 * @param publicJwk the public key as a JSON Web Key (RFC 7517)
	 */
	record SigningKey(String keyId, Map<String, Object> publicJwk) implements SnapshotEntry {

		public SigningKey {
			publicJwk = Map.copyOf(publicJwk);
		}

		@Override
		public String key() {
			return "signing-key:" + this.keyId;
		}

	}

	/**
	 * An access token that no longer holds.
	 *
	 * @param tokenHash SHA-256 of the token as it was issued, in lower-case hex
	 * @param expiresAt when the token would have expired; the entry can go then
	 */
	record Revocation(String tokenHash, Instant expiresAt) implements SnapshotEntry {

		@Override
		public String key() {
			return "revocation:" + this.tokenHash;
		}

	}

	/**
	 * Many access tokens that no longer hold: a client's, a user's or a tenant's.
	 *
	 * @param tenantId the tenant
	 * @param of whose tokens
	 * @param name the consumer key or the user's name, empty for the whole tenant
	 * @param before tokens that were issued earlier no longer hold
	 * @param expiresAt when the last of them would have expired; the entry can go then
	 */
	record TokensEnded(TenantId tenantId, Holder of, String name, Instant before,
			Instant expiresAt) implements SnapshotEntry {

		/** Whose tokens. */
		public enum Holder {

			CLIENT, USER, TENANT

		}

		@Override
		public String key() {
			return "tokens-ended:" + this.tenantId.value() + "/" + this.of + "/" + this.name;
		}

	}

	/**
	 * An API key: it speaks for an application without a token.
	 *
	 * @param keyHash SHA-256 of the key, in lower-case hex
	 * @param applicationId the application
	 * @param keyType which endpoint it leads to
	 * @param createdAt when it was generated
	 * @param expiresAt from when on it is no longer taken, null where it does not expire
	 * @param permittedIps the addresses and CIDR ranges from which it is taken; where
	 * empty, from anywhere
	 * @param permittedReferers the pages from which it is taken, as
	 * {@code [SCHEME://]HOST[/PATH]} with {@code *.} before the host for all hosts below
	 * it and {@code *} behind the path for all below it; where empty, from any
	 */
	record ApiKey(String keyHash, ApplicationId applicationId, KeyType keyType, Instant createdAt,
			@Nullable Instant expiresAt, List<String> permittedIps,
			List<String> permittedReferers) implements SnapshotEntry {

		public ApiKey {
			permittedIps = List.copyOf(permittedIps);
			permittedReferers = List.copyOf(permittedReferers);
		}

		@Override
		public String key() {
			return "api-key:" + this.keyHash;
		}

	}

	/**
	 * When the feed can forget the entry by itself.
	 * @return the time, null for what stays until it is removed
	 */
	default @Nullable Instant expiresAt() {
		return null;
	}

}
