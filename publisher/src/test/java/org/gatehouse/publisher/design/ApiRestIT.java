package org.gatehouse.publisher.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class ApiRestIT extends PublisherRestTest {

	@Test
	void aCreatedApiComesBackAsItWasSent() {
		String role = this.fixture.role();
		String scope = PublisherFixture.name("news_read");
		Answer created = post("/apis", api("'description':'All of it','tags':['a','b'],'transport':['https'],"
				+ "'policies':['Gold','Bronze'],'visibility':'RESTRICTED','visibleRoles':['" + role
				+ "'],'endpointConfig':{'endpoint_type':'http','production_endpoints':{'url':'https://p.example/x'},"
				+ "'sandbox_endpoints':{'url':'http://s.example:8080'}},'scopes':[{'scope':{'name':'" + scope
				+ "','displayName':'Read','bindings':['" + role
				+ "']},'shared':false}],'operations':[{'target':'/news/{id}','verb':'GET','authType':'Application User',"
				+ "'throttlingPolicy':'Unlimited','scopes':['" + scope + "']},{'target':'/*','verb':'POST'}]"));

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.response().getHeader("Location")).isEqualTo("/api/am/publisher/v4/apis/" + created.id());
		Answer read = get("/apis/" + created.id());
		assertThat(read.body()).isEqualTo(created.body());
		assertThat(read.tag()).isEqualTo(created.tag()).isNotNull();
		assertThat(read.at("/context")).startsWith("/api");
		assertThat(read.at("/provider")).isEqualTo("ann");
		assertThat(read.at("/lifeCycleStatus")).isEqualTo("CREATED");
		assertThat(read.at("/visibleRoles/0")).isEqualTo(role);
		assertThat(read.at("/policies/1")).isEqualTo("Gold");
		assertThat(read.at("/endpointConfig/sandbox_endpoints/url")).isEqualTo("http://s.example:8080");
		assertThat(read.at("/scopes/0/scope/bindings/0")).isEqualTo(role);
		assertThat(read.at("/operations/0/authType")).isEqualTo("Application User");
		assertThat(read.at("/operations/0/scopes/0")).isEqualTo(scope);
		assertThat(read.at("/operations/1/authType")).isEqualTo("Application & Application User");
	}

	@Test
	void anApiWithoutOperationsTakesEveryMethodOnAllPaths() {
		assertThat(post("/apis", api("")).body().get("operations")).hasSize(5);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			'name':7|name
			'context':true|context
			'version':null|version
			'isDefaultVersion':'yes'|isDefaultVersion
			'tags':'a'|tags
			'tags':['a',3]|tags[1]
			'operations':{}|operations
			'operations':[7]|operations[0]
			'operations':[{'target':'/x'}]|operations[0].verb
			'operations':[{'target':'/x','verb':'FETCH'}]|operations[0].verb
			'operations':[{'target':'x','verb':'GET'}]|operations[0].target
			'operations':[{'target':'/x','verb':'GET'},{'target':'/x','verb':'get'}]|operations[1].target
			'operations':[{'target':'/x','verb':'GET','authType':'Magic'}]|operations[0].authType
			'operations':[{'target':'/x','verb':'GET','throttlingPolicy':'Nope'}]|operations[0].throttlingPolicy
			'operations':[{'target':'/x','verb':'GET','scopes':['nobody_has_it']}]|operations[0].scopes
			'policies':['Nope']|policies
			'visibility':'SECRET'|visibility
			'visibility':'RESTRICTED'|visibleRoles
			'visibility':'RESTRICTED','visibleRoles':['no-such-role']|visibleRoles
			'scopes':[{'scope':{'name':'s','bindings':['no-such-role']},'shared':false}]|scopes[0].scope.bindings
			'scopes':[{'scope':{'name':'two words'},'shared':false}]|scopes[0].scope.name
			'scopes':[{'scope':{'name':'apim:admin'},'shared':false}]|scopes[0].scope.name
			'scopes':[{'scope':{'name':'no_such_shared_scope'},'shared':true}]|scopes[0].scope.name
			'transport':['gopher']|transport
			'type':'GRAPHQL'|type
			'subscriptionAvailability':'NOBODY'|subscriptionAvailability
			'endpointConfig':{'production_endpoints':{'url':'ftp://x'}}|endpointConfig.production_endpoints.url
			'endpointConfig':{'sandbox_endpoints':{'url':'http://u:p@x/'}}|endpointConfig.sandbox_endpoints.url
			'endpointConfig':'http://x'|endpointConfig
			'responseCachingEnabled':1|responseCachingEnabled
			'cacheTimeout':0|cacheTimeout
			'cacheTimeout':31536001|cacheTimeout
			""")
	void aWrongFieldIsNamedAndNothingIsStored(String field, String named) {
		Map<String, Long> before = this.fixture.rows();

		Answer refused = post("/apis", api("").replaceFirst("}$", "," + field.replace("$", "\\$") + "}"));

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(named);
		assertThat(this.fixture.rows()).isEqualTo(before);
	}

	@Test
	void cachingIsSetAndCleared() {
		Answer made = post("/apis", api("'responseCachingEnabled':true,'cacheTimeout':60"));
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.at("/responseCachingEnabled")).isEqualTo("true");
		assertThat(made.at("/cacheTimeout")).isEqualTo("60");
		assertThat(post("/apis/" + made.at("/id") + "/clear-cache", "").status()).isEqualTo(204);
		assertThat(post("/apis/" + java.util.UUID.randomUUID() + "/clear-cache", "").status()).isEqualTo(404);
	}

	@Test
	void everyMissingFieldIsNamedAtOnce() {
		Answer refused = post("/apis", "{}");

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body().get("error").findValuesAsString("code")).containsExactly("name", "context",
				"version");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "7", "{'name':'x'} x" })
	void aBodyThatIsNoObjectIsRefused(String body) {
		assertThat(post("/apis", body).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a//b", "/a/", "/../x", "/a b", "/a?x", "/{id}/a", "/{version}/{version}",
			"/{version}", "/t/x", "/token", "/Revoke" })
	void aContextThatIsNoneIsRefused(String context) {
		Answer refused = post("/apis", api(PublisherFixture.name("Api"), context, ""));

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo("context");
	}

	@Test
	void aContextMayHoldTheVersion() {
		String name = PublisherFixture.name("Api");

		assertThat(post("/apis", api(name, "/{version}/" + name, "")).at("/context")).isEqualTo("/{version}/" + name);
	}

	@Test
	void nameAndContextAreTakenOnceInAnyCase() {
		String name = PublisherFixture.name("Taken");
		post("/apis", api(name, "/" + name, ""));
		Map<String, Long> before = this.fixture.rows();

		Answer sameName = post("/apis", api(name.toUpperCase(Locale.ROOT), "/other" + name, ""));
		Answer sameContext = post("/apis", api("Other" + name, name.toLowerCase(Locale.ROOT), ""));

		assertThat(sameName.status()).isEqualTo(409);
		assertThat(sameName.at("/code")).isEqualTo("900250");
		assertThat(sameContext.status()).isEqualTo(409);
		assertThat(sameContext.at("/code")).isEqualTo("900251");
		assertThat(sameContext.at("/error/0/code")).isEqualTo("context");
		assertThat(this.fixture.rows()).isEqualTo(before);
	}

	@Test
	void ofTwoCreationsAtTheSameTimeOneGetsTheContext() throws Exception {
		String context = PublisherFixture.name("/race");

		List<Integer> statuses = atTheSameTime(
				number -> post("/apis", api(PublisherFixture.name("Racer"), context, "")).status());

		assertThat(statuses).containsOnlyOnce(201).filteredOn(status -> status != 201).containsOnly(409);
	}

	@Test
	void ofTwoEditsOfTheSameVersionOneIsRefused() throws Exception {
		Answer created = post("/apis", api(""));
		String body = created.body().toString();

		List<Integer> statuses = atTheSameTime(number -> put("/apis/" + created.id(),
				body.replaceFirst("\\{", "{\"description\":\"by " + number + "\","), created.tag())
			.status());

		assertThat(statuses).containsOnlyOnce(200).filteredOn(status -> status != 200).containsOnly(412);
	}

	private interface Attempt {

		int make(int number);

	}

	private static List<Integer> atTheSameTime(Attempt attempt) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Callable<Integer>> attempts = IntStream.range(0, 4)
				.<Callable<Integer>>mapToObj(number -> () -> attempt.make(number))
				.toList();
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> made : threads.invokeAll(attempts)) {
				statuses.add(made.get());
			}
			return statuses;
		}
	}

	@Test
	void anEditKeepsWhatItLeavesOutAndChangesTheTag() {
		Answer created = post("/apis", api("'description':'before','tags':['t']," + publishable()));
		String name = created.at("/name");

		Answer edited = put("/apis/" + created.id(), api(name, created.at("/context"), "'description':'after'"),
				created.tag());
		Answer late = put("/apis/" + created.id(), api(name, created.at("/context"), "'description':'late'"),
				created.tag());

		assertThat(edited.status()).isEqualTo(200);
		assertThat(edited.at("/description")).isEqualTo("after");
		assertThat(edited.at("/tags/0")).isEqualTo("t");
		assertThat(edited.at("/policies/0")).isEqualTo("Gold");
		assertThat(edited.tag()).isNotEqualTo(created.tag());
		assertThat(late.status()).isEqualTo(412);
		assertThat(get("/apis/" + created.id()).at("/description")).isEqualTo("after");
	}

	@Test
	void operationsAndScopesAreReplacedAsAWhole() {
		String first = PublisherFixture.name("first");
		String second = PublisherFixture.name("second");
		Answer created = post("/apis", api("'scopes':[{'scope':{'name':'" + first + "'},'shared':false}],'operations':["
				+ "{'target':'/a','verb':'GET','scopes':['" + first + "']},{'target':'/b','verb':'GET'}]"));

		Answer edited = put("/apis/" + created.id(),
				api(created.at("/name"), created.at("/context"),
						"'scopes':[{'scope':{'name':'" + second + "'},'shared':false}],'operations':["
								+ "{'target':'/c','verb':'GET','scopes':['" + second
								+ "']},{'target':'/b','verb':'GET'," + "'authType':'None'}]"),
				null);

		assertThat(edited.status()).isEqualTo(200);
		assertThat(edited.body().get("operations").findValuesAsString("target")).containsExactly("/c", "/b");
		assertThat(edited.at("/operations/1/authType")).isEqualTo("None");
		assertThat(get("/apis/" + created.id()).body().get("scopes").findValuesAsString("name"))
			.containsExactly(second);
	}

	@Test
	void nameContextAndVersionCannotBeChanged() {
		Answer created = post("/apis", api(""));

		Answer refused = put("/apis/" + created.id(), "{'name':'Else','context':'else','version':'2'}", null);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body().get("error").findValuesAsString("code")).containsExactly("name", "context",
				"version");
	}

	@Test
	void aScopeBelongsToOneApi() {
		String scope = PublisherFixture.name("mine");
		post("/apis", api("'scopes':[{'scope':{'name':'" + scope + "'},'shared':false}]"));

		Answer refused = post("/apis", api("'scopes':[{'scope':{'name':'" + scope + "'},'shared':false}]"));

		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.at("/error/0/code")).isEqualTo("scopes[0].scope.name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/swagger", "/revisions", "/deployments", "/lifecycle-state", "/lifecycle-history" })
	void unknownIdsAndThoseOfAnotherTenantAreNotFound(String path) {
		assertThat(get("/apis/" + UUID.randomUUID() + path).status()).isEqualTo(404);
		assertThat(get("/apis/no-id" + path).status()).isEqualTo(404);
		assertThat(get("/apis/" + this.fixture.foreignApi() + path).status()).isEqualTo(404);
	}

	@Test
	void anotherTenantsApiCannotBeChanged() {
		String foreign = this.fixture.foreignApi().toString();

		assertThat(put("/apis/" + foreign, api(""), null).status()).isEqualTo(404);
		assertThat(delete("/apis/" + foreign).status()).isEqualTo(404);
		assertThat(step(foreign, "Publish").status()).isEqualTo(404);
		assertThat(post("/apis/" + foreign + "/revisions", "{}").status()).isEqualTo(404);
		assertThat(post("/apis/copy-api?apiId=" + foreign + "&newVersion=2").status()).isEqualTo(404);
	}

	@Test
	void aTokenIsNeededAndItsScopesDecide() {
		assertThat(call(HttpMethod.POST, null, "/apis", "{}", null).status()).isEqualTo(401);
		assertThat(call(HttpMethod.POST, "ann~api_view", "/apis", "{}", null).status()).isEqualTo(403);
		assertThat(call(HttpMethod.GET, "ann~api_view", "/apis", null, null).status()).isEqualTo(200);
		assertThat(call(HttpMethod.POST, "ann~api_create", "/apis/change-lifecycle?apiId=x&action=Publish", null, null)
			.status()).isEqualTo(403);
		assertThat(call(HttpMethod.GET, "ann", "/unknown", null, null).status()).isEqualTo(403);
	}

	@Test
	void listsArePagedAndSearched() {
		String prefix = PublisherFixture.name("Listed");
		for (int i = 0; i < 3; i++) {
			post("/apis", api(prefix + "No" + i, prefix + i, "'tags':['" + prefix + "']"));
		}

		Answer page = get("/apis?query=name:" + prefix + "&limit=2&offset=1&sortBy=apiName&sortOrder=asc");

		assertThat(page.at("/count")).isEqualTo("2");
		assertThat(page.at("/pagination/total")).isEqualTo("3");
		assertThat(page.body().get("list").findValuesAsString("name")).containsExactly(prefix + "No1", prefix + "No2");
		assertThat(page.at("/pagination/previous")).contains("offset=0");
		assertThat(get("/apis?query=tags:" + prefix).at("/count")).isEqualTo("3");
		assertThat(get("/apis?query=" + prefix + "No1").at("/count")).isEqualTo("1");
		assertThat(get("/apis?query=name:" + prefix + " status:PUBLISHED").at("/count")).isEqualTo("0");
		assertThat(get("/apis?query=100%25_").at("/count")).isEqualTo("0");
		assertThat(get("/apis?limit=0").status()).isEqualTo(400);
		assertThat(get("/apis?offset=x").status()).isEqualTo(400);
	}

	@Test
	void aDeletedApiIsGoneAndItsNameFree() {
		String scope = PublisherFixture.name("gone");
		String body = api("'scopes':[{'scope':{'name':'" + scope + "'},'shared':false}],'operations':["
				+ "{'target':'/a','verb':'GET','scopes':['" + scope + "']}]," + publishable());
		Map<String, Long> before = this.fixture.rows();
		String id = post("/apis", body).id();
		step(id, "Publish");

		assertThat(delete("/apis/" + id).status()).isEqualTo(200);

		assertThat(get("/apis/" + id).status()).isEqualTo(404);
		assertThat(this.fixture.deployed(id)).isEmpty();
		assertThat(this.fixture.rows()).containsAllEntriesOf(withoutFeed(before));
		assertThat(post("/apis", body).status()).isEqualTo(201);
	}

	private static Map<String, Long> withoutFeed(Map<String, Long> rows) {
		Map<String, Long> others = new TreeMap<>(rows);
		others.remove("feed_entry");
		return others;
	}

	@Test
	void anApiWithSubscriptionsCannotBeDeleted() {
		String id = published();
		this.fixture.subscription(id, "Gold");

		assertThat(delete("/apis/" + id).status()).isEqualTo(409);
		assertThat(this.fixture.deployed(id)).isPresent();
	}

	@Test
	void aNewVersionHasEverythingOfTheOldOne() {
		Answer original = post("/apis", api("'description':'d','operations':[{'target':'/x','verb':'GET',"
				+ "'authType':'None'}]," + publishable()));

		Answer copy = post("/apis/copy-api?apiId=" + original.id() + "&newVersion=2.0.0");

		assertThat(copy.status()).isEqualTo(201);
		assertThat(copy.at("/version")).isEqualTo("2.0.0");
		assertThat(copy.at("/lifeCycleStatus")).isEqualTo("CREATED");
		for (String same : List.of("name", "context", "description", "policies", "operations", "endpointConfig")) {
			assertThat(copy.body().get(same)).as(same).isEqualTo(original.body().get(same));
		}
	}

	@Test
	void aVersionThatExistsCannotBeMadeAgain() {
		String id = created();

		Answer refused = post("/apis/copy-api?apiId=" + id + "&newVersion=1.0.0");

		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.at("/code")).isEqualTo("900252");
		assertThat(post("/apis/copy-api?apiId=" + id + "&newVersion=a/b").status()).isEqualTo(400);
		assertThat(post("/apis/copy-api?apiId=" + id).status()).isEqualTo(400);
	}

	@Test
	void aTakenNameOrContextIsFoundBeforehand() {
		String name = PublisherFixture.name("Asked");
		post("/apis", api(name, name, ""));

		assertThat(post("/apis/validate?query=name:" + name).status()).isEqualTo(200);
		assertThat(post("/apis/validate?query=" + name).status()).isEqualTo(200);
		assertThat(post("/apis/validate?query=context:/" + name).status()).isEqualTo(200);
		assertThat(post("/apis/validate?query=name:Free" + name).status()).isEqualTo(404);
	}

}
