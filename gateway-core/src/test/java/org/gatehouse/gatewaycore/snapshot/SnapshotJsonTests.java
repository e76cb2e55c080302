package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
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
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.EndpointCertificate;
import org.gatehouse.common.snapshot.PasswordsEnded;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Condition;
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Denied;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotJsonTests {

	private static final TenantId TENANT = new TenantId(new UUID(0, 1));

	private static ChangeBatch batch() {
		ApiId api = new ApiId(new UUID(0, 2));
		ApplicationId application = new ApplicationId(new UUID(0, 3));
		List<SnapshotEntry> entries = List.of(
				new SnapshotEntry.DeployedApi(api, "carbon.super", "OrgNews", "/orgnews", "1.0.0", true,
						LifecycleState.PUBLISHED, 1, Set.of("https"), URI.create("http://localhost:8080/news"), null,
						List.of(new SnapshotEntry.Operation(HttpVerb.GET, new UrlPattern("/*"), AuthType.ANY,
								Set.of("news_read"), "Unlimited", List.of("application/json"),
								OperationRuntime.DEFAULT)),
						null, null, ApiRuntime.DEFAULT),
				new SnapshotEntry.KnownApplication(application, "App", "tom", "Gold"),
				new SnapshotEntry.ApplicationKey(new ConsumerKey("abc"), application, KeyType.PRODUCTION,
						TokenFormat.JWT),
				new SnapshotEntry.Subscription(new SubscriptionId(new UUID(0, 4)), application, api, "Gold",
						SubscriptionStatus.UNBLOCKED),
				new SnapshotEntry.Tier("carbon.super", TierLevel.SUBSCRIPTION, "Gold",
						new Quota.Requests(20, Duration.ofMinutes(1)), true),
				new SnapshotEntry.Tier("carbon.super", TierLevel.RESOURCE, "Unlimited", new Quota.Unlimited(), true),
				new SnapshotEntry.Tier("carbon.super", TierLevel.RESOURCE, "Addresses",
						new Quota.Requests(2, Duration.ofMinutes(1)), true, CountedBy.ADDRESS,
						List.of(new ConditionGroup("one",
								List.of(new Condition.Address(IpRange.of("10.1.1.1"), false),
										new Condition.Header("X-Plan", "^free$", true),
										new Condition.Query("debug", ".", false),
										new Condition.Claim("country", "^DE$", false)),
								new Quota.Bandwidth(1024, Duration.ofMinutes(1))))),
				new SnapshotEntry.DenyRule(new UUID(0, 5), new Denied.Api("/orgnews", "1.0.0"), true),
				new SnapshotEntry.DenyRule(new UUID(0, 6), new Denied.Application(application), true),
				new SnapshotEntry.DenyRule(new UUID(0, 7), new Denied.User("tom"), false),
				new SnapshotEntry.DenyRule(new UUID(0, 8), new Denied.Address(IpRange.of("10.1.1.1/27"), true), true),
				new SnapshotEntry.SigningKey("k1", Map.of("kty", "RSA")),
				new SnapshotEntry.Revocation("00".repeat(32), Instant.parse("2026-11-22T12:00:00Z")),
				new SnapshotEntry.TokensEnded(TENANT, SnapshotEntry.TokensEnded.Holder.CLIENT, "abc",
						Instant.parse("2026-11-22T11:00:00Z"), Instant.parse("2026-11-22T12:00:00Z")),
				new PasswordsEnded(TENANT, "tom", Instant.parse("2026-11-22T11:00:00Z"),
						Instant.parse("2026-11-23T11:00:00Z")),
				new SnapshotEntry.ApiKey("11".repeat(32), application, KeyType.SANDBOX,
						Instant.parse("2026-11-22T11:00:00Z"), null, List.of("10.1.0.0/16"), List.of("*.example.com")),
				new CallerCertificate(api, "partner", "22".repeat(32), "Gold", Instant.parse("2026-11-22T11:00:00Z"),
						Instant.parse("2027-11-22T11:00:00Z")),
				new EndpointCertificate("carbon.super", "news", "news.example", 443, "MIIB"),
				new BackendJwt("carbon.super", true, "X-JWT-Assertion", "http://wso2.org/claims",
						List.of(new BackendJwt.SealedKey("k1", Instant.parse("2026-11-22T11:00:00Z"), "c2VhbGVk"))));
		List<Change> changes = new java.util.ArrayList<>();
		for (SnapshotEntry entry : entries) {
			changes.add(new Change(changes.size() + 1, TENANT, entry.key(), entry));
		}
		changes.add(new Change(changes.size() + 1, TENANT, "key:gone", null));
		return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, 0, changes.size(), changes);
	}

	@Test
	void theContractsJsonIsTheGoldenOneAndComesBackAsItWas() throws IOException {
		String json = SnapshotJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(batch()) + "\n";
		try (var in = SnapshotJsonTests.class.getResourceAsStream("/golden/snapshot.json")) {
			assertThat(json).isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
		}
		assertThat(SnapshotJson.MAPPER.readValue(json, ChangeBatch.class)).isEqualTo(batch());
	}

	@Test
	void anEntryOfAnOlderControlPlaneGetsDefaults() {
		assertThat(SnapshotJson.MAPPER.readValue("""
				{"kind":"tier","tenantDomain":"t","level":"APPLICATION","name":"Gold",
				"quota":{"type":"UNLIMITED"},"stopOnQuotaReach":true}""", SnapshotEntry.class))
			.isEqualTo(new SnapshotEntry.Tier("t", TierLevel.APPLICATION, "Gold", new Quota.Unlimited(), true));
	}

	@Test
	void aFieldOfANewerControlPlaneIsPassedOver() {
		assertThat(SnapshotJson.MAPPER.readValue(
				"{\"schemaVersion\":1,\"since\":0,\"revision\":3,\"changes\":[],\"colour\":\"red\"}",
				ChangeBatch.class))
			.isEqualTo(new ChangeBatch(1, 0, 3, List.of()));
	}

	@Test
	void everyKindOfEndpointSecurityComesBackAsItWas() {
		SealedText sealed = new SealedText("c2VhbGVk");
		List<EndpointSecurity.Scheme> schemes = List.of(new EndpointSecurity.None(),
				new EndpointSecurity.Basic("gatehouse", sealed), new EndpointSecurity.Digest("gatehouse", sealed),
				new EndpointSecurity.OAuth(EndpointSecurity.Grant.PASSWORD, URI.create("https://login.example/token"),
						"client", sealed, "tom", sealed, List.of("read"), Map.of("audience", "news")),
				new EndpointSecurity.ClientCertificate(List.of("MIIB"), "EC", sealed));
		for (EndpointSecurity.Scheme scheme : schemes) {
			ApiRuntime runtime = ApiRuntime.DEFAULT.withSecurity(new EndpointSecurity(scheme, schemes.getFirst()));
			String json = SnapshotJson.MAPPER.writeValueAsString(runtime);
			assertThat(SnapshotJson.MAPPER.readValue(json, ApiRuntime.class)).isEqualTo(runtime);
			assertThat(runtime.toString()).doesNotContain("c2VhbGVk");
		}
		assertThat(SnapshotJson.MAPPER.readValue("{}", ApiRuntime.class)).isEqualTo(ApiRuntime.DEFAULT);
	}

}
