package org.gatehouse.db;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.gatehouse.common.api.CatalogueAccess;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.api.Operation;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.application.Subscription;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.catalogue.Catalogue;
import org.gatehouse.db.catalogue.CatalogueFilter;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.catalogue.CatalogueVisitor;
import org.gatehouse.db.catalogue.TagCount;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = DatabaseTestApplication.class)
class CatalogueIT implements PostgresTest {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	@Autowired
	Catalogue catalogue;

	@Autowired
	ApiRepository apis;

	@Autowired
	ApiVersionRepository versions;

	@Autowired
	ApplicationRepository applications;

	@Autowired
	SubscriptionRepository subscriptions;

	@Autowired
	TierRepository tiers;

	@Autowired
	RoleRepository roles;

	@Autowired
	UserAccountRepository users;

	@Autowired
	TransactionTemplate transactions;

	@Test
	void sqlShowsExactlyWhatThePureRuleShows() {
		List<Role> known = List.of(role("matrix-a"), role("matrix-b"));
		List<Visibility> visibilities = List.of(new Visibility.Public(), new Visibility.MyDomain(),
				new Visibility.RestrictedByRoles(Set.of("matrix-a")),
				new Visibility.RestrictedByRoles(Set.of("matrix-a", "matrix-b")));
		List<ApiVersion> published = new ArrayList<>();
		for (Visibility visibility : visibilities) {
			for (LifecycleState state : LifecycleState.values()) {
				published.add(publish(name("matrix"), version -> {
					version.moveTo(state, NOW);
					Set<String> named = (visibility instanceof Visibility.RestrictedByRoles restricted)
							? restricted.roles() : Set.of();
					version.show(visibility, known.stream().filter(role -> named.contains(role.name())).toList(), NOW);
				}));
			}
		}
		for (CatalogueAccess.Visitor visitor : visitors()) {
			for (ApiVersion version : published) {
				boolean byRule = version.state().isListed() && CatalogueAccess.sees(visibilityOf(version), visitor);

				boolean bySql = inTenant(
						() -> this.catalogue.find(version.getId(), new CatalogueVisitor(visitor, null)))
					.isPresent();

				assertThat(bySql).as("%s %s by %s", version.state(), visibilityOf(version), visitor).isEqualTo(byRule);
			}
		}
	}

	@Test
	void listsAndCountsHoldTheSameAsSingleLookUps() {
		String name = name("counted");
		publish(name, version -> {
		});
		publish(name + "hidden", version -> version.show(new Visibility.MyDomain(), List.of(), NOW));

		CatalogueFilter filter = named(name);

		assertThat(page(filter, CatalogueVisitor.ANONYMOUS)).extracting(CatalogueRow::name).containsExactly(name);
		assertThat(inTenant(() -> this.catalogue.count(filter, CatalogueVisitor.ANONYMOUS))).isEqualTo(1);
		CatalogueVisitor member = CatalogueVisitor.of(UUID.randomUUID(), Set.of());
		assertThat(page(filter, member)).extracting(CatalogueRow::name).containsExactly(name, name + "hidden");
		assertThat(inTenant(() -> this.catalogue.count(filter, member))).isEqualTo(2);
	}

	@Test
	void aDeprecatedApiIsShownToItsSubscribersOnly() {
		ApiVersion version = publish(name("aging"), deprecated -> deprecated.moveTo(LifecycleState.DEPRECATED, NOW));
		UserAccount subscriber = user();
		UserAccount stranger = user();
		inTransaction(() -> {
			Application application = this.applications
				.save(new Application(subscriber, "app", tier(TierLevel.APPLICATION), TokenFormat.JWT, NOW));
			return this.subscriptions.save(new Subscription(application, version, tier(TierLevel.SUBSCRIPTION), NOW));
		});

		assertThat(find(version, CatalogueVisitor.of(subscriber.getId(), Set.of()))).isNotNull();
		assertThat(find(version, CatalogueVisitor.of(stranger.getId(), Set.of()))).isNull();
		assertThat(find(version, CatalogueVisitor.ANONYMOUS)).isNull();
	}

	@Test
	void whatWasSavedIsFoundAtOnceByEveryPartOfIt() {
		String name = "PhoneVerification" + UUID.randomUUID().toString().substring(0, 8);
		publish(name, version -> {
			version.describe("Tells whether a zylophonic number exists", List.of("telco-x"), NOW);
			version.operations()
				.add(new Operation(version, 0, HttpVerb.GET, new UrlPattern("/CheckQuandary/{number}/*"),
						tier(TierLevel.RESOURCE)));
		});

		for (String typed : List.of("phone", "verif", "zylophonic", "telco", "quandary", "checkquand", "honeverif")) {
			assertThat(page(words(typed), CatalogueVisitor.ANONYMOUS)).as(typed)
				.extracting(CatalogueRow::name)
				.contains(name);
		}
		assertThat(page(words("phone", "quandary"), CatalogueVisitor.ANONYMOUS)).hasSize(1);
		assertThat(page(words("phone", "elsewhere"), CatalogueVisitor.ANONYMOUS)).isEmpty();
	}

	@Test
	void theSearchFollowsALaterChange() {
		ApiVersion version = publish(name("moving"), draft -> draft.describe("beforehand", List.of(), NOW));
		inTransaction(() -> {
			ApiVersion stored = this.versions.findById(version.getId()).orElseThrow();
			stored.describe("afterwards", List.of(), NOW.plusSeconds(1));
			stored.operations()
				.add(new Operation(stored, 0, HttpVerb.GET, new UrlPattern("/lately"), tier(TierLevel.RESOURCE)));
			return stored;
		});

		assertThat(page(words("afterwards", "lately"), CatalogueVisitor.ANONYMOUS)).hasSize(1);
		assertThat(page(words("beforehand"), CatalogueVisitor.ANONYMOUS)).isEmpty();
	}

	@Test
	void attributesNarrowTheSearchAndTakeNoWildcards() {
		String name = name("narrow");
		publish(name, version -> version.describe(null, List.of("Alpha"), NOW));

		assertThat(page(named(name.substring(2)), CatalogueVisitor.ANONYMOUS)).hasSize(1);
		assertThat(page(named("%"), CatalogueVisitor.ANONYMOUS)).isEmpty();
		assertThat(
				page(new CatalogueFilter(List.of(), "", name, "0.0", name, "prov", "alpha", LifecycleState.PUBLISHED),
						CatalogueVisitor.ANONYMOUS))
			.hasSize(1);
		assertThat(page(new CatalogueFilter(List.of(), "", name, "2.0", null, null, null, null),
				CatalogueVisitor.ANONYMOUS))
			.isEmpty();
	}

	@Test
	void tagsAreCountedAsFarAsTheyAreVisible() {
		String tag = name("tag");
		publish(name("tagged"), version -> version.describe(null, List.of(tag), NOW));
		publish(name("tagged"), version -> {
			version.describe(null, List.of(tag), NOW);
			version.show(new Visibility.MyDomain(), List.of(), NOW);
		});

		assertThat(tags(CatalogueVisitor.ANONYMOUS)).contains(new TagCount(tag, 1));
		assertThat(tags(CatalogueVisitor.of(UUID.randomUUID(), Set.of()))).contains(new TagCount(tag, 2));
	}

	@Test
	void anotherTenantSeesNothingOfIt() {
		ApiVersion version = publish(name("ours"), draft -> {
		});

		assertThat(TenantContext.call(new TenantId(UUID.randomUUID()),
				() -> this.catalogue.find(version.getId(), CatalogueVisitor.ANONYMOUS)))
			.isEmpty();
	}

	private List<CatalogueAccess.Visitor> visitors() {
		List<CatalogueAccess.Visitor> visitors = new ArrayList<>();
		visitors.add(CatalogueAccess.Visitor.ANONYMOUS);
		visitors.add(new CatalogueAccess.Visitor(true, false, Set.of()));
		List<String> names = List.of("matrix-a", "matrix-b", "creator", "Internal/publisher", "admin", "other");
		for (int subset = 0; subset < 1 << names.size(); subset++) {
			Set<String> held = new HashSet<>();
			for (int i = 0; i < names.size(); i++) {
				if ((subset & 1 << i) != 0) {
					held.add(names.get(i));
				}
			}
			visitors.add(CatalogueAccess.Visitor.of(held));
		}
		return visitors;
	}

	private ApiVersion publish(String name, Consumer<ApiVersion> change) {
		return inTransaction(() -> {
			Api api = this.apis.save(new Api(name, "/" + name, "provider", NOW));
			ApiVersion version = new ApiVersion(api, "1.0.0", NOW);
			version.moveTo(LifecycleState.PUBLISHED, NOW);
			change.accept(version);
			return this.versions.save(version);
		});
	}

	private Visibility visibilityOf(ApiVersion version) {
		return version.visibility();
	}

	private Role role(String name) {
		return inTransaction(
				() -> this.roles.findByNameIgnoreCase(name).orElseGet(() -> this.roles.save(new Role(name, NOW))));
	}

	private UserAccount user() {
		return inTransaction(() -> this.users.save(new UserAccount(name("user"), "{noop}x", NOW)));
	}

	private Tier tier(TierLevel level) {
		return this.tiers.findByLevelAndName(level, Tier.UNLIMITED).orElseThrow();
	}

	private @Nullable CatalogueRow find(ApiVersion version, CatalogueVisitor visitor) {
		return inTenant(() -> this.catalogue.find(version.getId(), visitor)).orElse(null);
	}

	private List<CatalogueRow> page(CatalogueFilter filter, CatalogueVisitor visitor) {
		return inTenant(() -> this.catalogue.page(filter, visitor, 1000, 0));
	}

	private List<TagCount> tags(CatalogueVisitor visitor) {
		return inTenant(() -> this.catalogue.tags(visitor, 1000, 0));
	}

	private static CatalogueFilter words(String... words) {
		return new CatalogueFilter(List.of(words), String.join(" ", words), null, null, null, null, null, null);
	}

	private static CatalogueFilter named(String name) {
		return new CatalogueFilter(List.of(), "", name, null, null, null, null, null);
	}

	private static String name(String prefix) {
		return prefix + UUID.randomUUID().toString().replace("-", "");
	}

	private <T> T inTenant(Supplier<T> action) {
		return TenantContext.call(DefaultTenant.ID, action);
	}

	private <T> T inTransaction(Supplier<T> action) {
		return inTenant(() -> Objects.requireNonNull(this.transactions.execute(_ -> action.get())));
	}

}
