package org.gatehouse.gatewaycore.snapshot;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.Fixtures;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.credentials.TlsContexts;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BooksTests {

	private static final TenantId TENANT = TenantId.random();

	private final Random random = new Random(16);

	private final List<Fixtures.ApiBuilder> apis = new ArrayList<>();

	private final List<ApplicationId> applications = new ArrayList<>();

	private final List<SnapshotEntry> subscriptions = new ArrayList<>();

	private final Map<String, Change> latest = new LinkedHashMap<>();

	private Books books = books();

	private long revision;

	BooksTests() {
		for (int i = 0; i < 8; i++) {
			this.apis.add(Fixtures.api("/context" + i % 3, URI.create("http://127.0.0.1:9")).version("1." + i));
			this.applications.add(ApplicationId.random());
		}
		for (int i = 0; i < 30; i++) {
			this.subscriptions
				.add(Fixtures.subscription(this.applications.get(i % 8), this.apis.get(i * 5 / 4 % 8).id(), "Gold"));
		}
	}

	private static Books books() {
		Clock clock = Clock.systemUTC();
		GatewayConfiguration configuration = GatewayConfiguration.of(
				new GatewayConfiguration.Node("n", "Default", "localhost"),
				new GatewayConfiguration.Listeners(new InetSocketAddress(0), null, null), "https://issuer",
				URI.create("https://localhost:9443"));
		return new Books(new Quotas(clock), new EndpointStates(clock), configuration,
				new EndpointSecrets(null, new TlsContexts(null), clock), SigningKeys.none());
	}

	private void put(SnapshotEntry entry) {
		change(new Change(++this.revision, TENANT, entry.key(), entry));
	}

	private void change(Change change) {
		this.latest.remove(change.key());
		this.latest.put(change.key(), change);
		this.books.apply(List.of(change));
	}

	private void step() {
		int number = this.random.nextInt(8);
		switch (this.random.nextInt(6)) {
			case 0, 1 -> put(api(number));
			case 2 -> put(Fixtures.application(this.applications.get(number), "Gold"));
			case 3 -> put(Fixtures.key("client-" + number, this.applications.get(this.random.nextInt(8)),
					KeyType.PRODUCTION));
			case 4 -> put(this.subscriptions.get(this.random.nextInt(30)));
			default -> {
				List<String> keys = List.copyOf(this.latest.keySet());
				String key = keys.get(this.random.nextInt(keys.size()));
				if (!key.startsWith("tier:")) {
					change(new Change(++this.revision, TENANT, key, null));
				}
			}
		}
	}

	private SnapshotEntry api(int number) {
		Fixtures.ApiBuilder api = this.apis.get(number);
		LifecycleState[] states = LifecycleState.values();
		api.state(states[this.random.nextInt(states.length)]);
		return (this.random.nextInt(3) == 0) ? api.asDefault().build() : api.build();
	}

	/** What calls can see of it. */
	private Map<String, String> seen(Snapshot snapshot) {
		Map<String, String> seen = new TreeMap<>();
		for (int i = 0; i < 8; i++) {
			for (String path : List.of("/context" + i % 3 + "/1." + i, "/context" + i % 3)) {
				ApiTable.Match<CompiledApi> match = snapshot.apis().find(path + "/x");
				seen.put(path, (match == null) ? "none"
						: match.value().id() + " " + match.value().state() + " " + match.value().deprecation());
			}
			CompiledApplication.Key key = snapshot.keys().get("client-" + i);
			StringBuilder subscribed = new StringBuilder();
			for (Fixtures.ApiBuilder api : this.apis) {
				subscribed.append((key != null && key.application().subscription(api.id()) != null) ? '1' : '0');
			}
			seen.put("client-" + i, (key == null) ? "none" : key.application().id() + " " + subscribed);
		}
		return seen;
	}

	@Test
	void changedStepByStepTheyShowWhatTheWholeShows() {
		Fixtures.tiers().forEach(this::put);
		for (int round = 0; round < 300; round++) {
			for (int i = 0; i < 7; i++) {
				step();
			}
			Map<String, String> stepwise = seen(this.books.publish(this.revision));
			Books whole = books();
			whole.apply(this.latest.values().stream().filter((change) -> change.entry() != null).toList());
			assertThat(stepwise).as("round %d", round).isEqualTo(seen(whole.publish(this.revision)));
			List<String> kept = new ArrayList<>();
			this.books.kept().forEach((known) -> kept.add(known.entry().key()));
			assertThat(kept).containsExactlyInAnyOrderElementsOf(
					this.latest.values().stream().filter((change) -> change.entry() != null).map(Change::key).toList());
		}
		assertThat(this.books.problems()).isEmpty();
	}

	@Test
	void ofTwoWithTheSamePrefixTheFirstStaysAndTheOtherTakesItsPlaceInTheEnd() {
		Fixtures.ApiBuilder one = Fixtures.api("/same", URI.create("http://127.0.0.1:9"));
		Fixtures.ApiBuilder other = Fixtures.api("/same", URI.create("http://127.0.0.1:9"));
		put(one.build());
		put(other.build());
		assertThat(id("/same/1.0.0")).isEqualTo(one.id().toString());
		assertThat(this.books.problems()).singleElement().asString().startsWith(other.build().key());
		change(new Change(++this.revision, TENANT, one.build().key(), null));
		assertThat(id("/same/1.0.0")).isEqualTo(other.id().toString());
		assertThat(this.books.problems()).isEmpty();
	}

	private String id(String path) {
		ApiTable.Match<CompiledApi> match = this.books.publish(this.revision).apis().find(path);
		return (match == null) ? "none" : match.value().id().toString();
	}

	@Test
	void aWholeStateTakesFromTheFormerWhatItHasToRefuse() {
		Fixtures.tiers().forEach(this::put);
		Fixtures.ApiBuilder api = Fixtures.api("/q", URI.create("http://127.0.0.1:9"));
		put(api.build());
		this.books.publish(this.revision);
		Books next = books();
		SnapshotEntry bad = api.operations().build();
		next.apply(List.of(new Change(50, TENANT, bad.key(), bad)));
		next.fallBackTo(this.books);
		Books former = this.books;
		this.books = next;
		assertThat(former).isNotSameAs(next);
		assertThat(id("/q/1.0.0")).isEqualTo(api.id().toString());
		assertThat(next.problems()).singleElement().asString().contains("operations: none");
	}

	@Test
	void revocationsAreForgottenWhenTheirTokensHaveExpired() {
		Instant now = Instant.parse("2026-11-23T04:00:00Z");
		put(new SnapshotEntry.Revocation("ab".repeat(32), now.plusSeconds(10)));
		put(new SnapshotEntry.Revocation("cd".repeat(32), now.plusSeconds(10)));
		put(new SnapshotEntry.Revocation("cd".repeat(32), now.plusSeconds(20)));
		assertThat(this.books.prune(now)).isFalse();
		assertThat(this.books.prune(now.plusSeconds(10))).isTrue();
		List<String> kept = new ArrayList<>();
		this.books.publish(1);
		this.books.kept().forEach((known) -> kept.add(known.entry().key()));
		assertThat(kept).containsExactly("revocation:" + "cd".repeat(32));
		assertThat(this.books.prune(now.plusSeconds(20))).isTrue();
	}

}
