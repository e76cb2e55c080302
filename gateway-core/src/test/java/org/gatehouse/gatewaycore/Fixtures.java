package org.gatehouse.gatewaycore;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are valid as they are.
 */
public final class Fixtures {

	public static final String TENANT_DOMAIN = "carbon.super";

	private Fixtures() {
	}

	public static List<SnapshotEntry> tiers() {
		return Arrays.stream(TierLevel.values()).<SnapshotEntry>mapMulti((level, add) -> {
			add.accept(tier(level, "Bronze", 1));
			add.accept(tier(level, "Silver", 5));
			add.accept(tier(level, "Gold", 20));
			add.accept(new SnapshotEntry.Tier(TENANT_DOMAIN, level, "Unlimited", new Quota.Unlimited(), true));
		}).toList();
	}

	public static SnapshotEntry.Tier tier(TierLevel level, String name, long perMinute) {
		return new SnapshotEntry.Tier(TENANT_DOMAIN, level, name, new Quota.Requests(perMinute, Duration.ofMinutes(1)),
				true);
	}

	public static SnapshotEntry.Operation operation(HttpVerb verb, String pattern) {
		return operation(verb, pattern, AuthType.ANY);
	}

	public static SnapshotEntry.Operation operation(HttpVerb verb, String pattern, AuthType authType,
			String... scopes) {
		return new SnapshotEntry.Operation(verb, new UrlPattern(pattern), authType, Set.of(scopes), "Unlimited",
				List.of("application/json"), OperationRuntime.DEFAULT);
	}

	public static SnapshotEntry.Operation undeclared(HttpVerb verb, String pattern, String... scopes) {
		return new SnapshotEntry.Operation(verb, new UrlPattern(pattern), AuthType.ANY, Set.of(scopes), "Unlimited",
				List.of(), OperationRuntime.DEFAULT);
	}

	public static ApiBuilder api(String context, URI production) {
		return new ApiBuilder(context, production);
	}

	public static SnapshotEntry.KnownApplication application(ApplicationId id, String tier) {
		return new SnapshotEntry.KnownApplication(id, "App", "admin", tier);
	}

	public static SnapshotEntry.ApplicationKey key(String consumerKey, ApplicationId application, KeyType type) {
		return new SnapshotEntry.ApplicationKey(new ConsumerKey(consumerKey), application, type, TokenFormat.JWT);
	}

	public static SnapshotEntry.Subscription subscription(ApplicationId application, ApiId api, String tier) {
		return new SnapshotEntry.Subscription(SubscriptionId.random(), application, api, tier,
				SubscriptionStatus.UNBLOCKED);
	}

	public static SnapshotEntry.Subscription with(SnapshotEntry.Subscription subscription, SubscriptionStatus status) {
		return new SnapshotEntry.Subscription(subscription.id(), subscription.applicationId(), subscription.apiId(),
				subscription.tier(), status);
	}

	public static SnapshotEntry.Subscription with(SnapshotEntry.Subscription subscription, String tier) {
		return new SnapshotEntry.Subscription(subscription.id(), subscription.applicationId(), subscription.apiId(),
				tier, subscription.status());
	}

	/** An API version, changed by one named call each. */
	public static final class ApiBuilder {

		private final ApiId id = ApiId.random();

		private final String context;

		private @Nullable URI production;

		private @Nullable URI sandbox;

		private String version = "1.0.0";

		private String tenantDomain = TENANT_DOMAIN;

		private boolean defaultVersion;

		private LifecycleState state = LifecycleState.PUBLISHED;

		private @Nullable Instant deprecatedAt;

		private @Nullable DeprecationNotice notice;

		private ApiRuntime runtime = ApiRuntime.DEFAULT;

		private int revision = 1;

		private Set<String> transports = Set.of("http", "https");

		private List<SnapshotEntry.Operation> operations = List.of(operation(HttpVerb.GET, "/*"),
				operation(HttpVerb.POST, "/*"));

		ApiBuilder(String context, URI production) {
			this.context = context;
			this.production = production;
		}

		public ApiBuilder production(@Nullable URI url) {
			this.production = url;
			return this;
		}

		public ApiBuilder sandbox(@Nullable URI url) {
			this.sandbox = url;
			return this;
		}

		public ApiBuilder version(String text) {
			this.version = text;
			return this;
		}

		public ApiBuilder tenant(String domain) {
			this.tenantDomain = domain;
			return this;
		}

		public ApiBuilder asDefault() {
			this.defaultVersion = true;
			return this;
		}

		public ApiBuilder deprecated(Instant at, @Nullable Instant sunset) {
			this.state = LifecycleState.DEPRECATED;
			this.deprecatedAt = at;
			this.notice = new DeprecationNotice(sunset, null, null);
			return this;
		}

		public ApiBuilder notice(DeprecationNotice told) {
			this.notice = told;
			return this;
		}

		public ApiBuilder state(LifecycleState now) {
			this.state = now;
			return this;
		}

		public ApiBuilder transports(String... names) {
			this.transports = Set.of(names);
			return this;
		}

		public ApiBuilder operations(SnapshotEntry.Operation... all) {
			this.operations = List.of(all);
			return this;
		}

		public ApiBuilder runtime(ApiRuntime configuration) {
			this.runtime = configuration;
			return this;
		}

		public ApiBuilder revision(int number) {
			this.revision = number;
			return this;
		}

		public ApiId id() {
			return this.id;
		}

		public SnapshotEntry.DeployedApi build() {
			return new SnapshotEntry.DeployedApi(this.id, this.tenantDomain, "api" + this.context.replace('/', '-'),
					this.context, this.version, this.defaultVersion, this.state, this.revision, this.transports,
					this.production, this.sandbox, this.operations, this.deprecatedAt, this.notice, this.runtime);
		}

	}

}
