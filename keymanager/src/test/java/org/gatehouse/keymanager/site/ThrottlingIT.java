package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * The administration of policies and deny rules for programs, as WSO2's contract has it.
 */
class ThrottlingIT extends KeyManagerTest {

	private static final String PATH = "/api/am/admin/v4/throttling";

	private static final String POLICIES = PATH + "/policies/";

	private static final String MINUTE = """
			{"type":"REQUESTCOUNTLIMIT","requestCount":{"timeUnit":"min","unitTime":1,"requestCount":%d}}""";

	/** 1 a minute for one address, 2 for all others. */
	private static final String BY_ADDRESS = """
			{"policyName":"%s","description":"by address","countedBy":"ADDRESS","defaultLimit":%s,
			"conditionalGroups":[{"description":"one","limit":%s,"conditions":[
			{"type":"IPCONDITION","invertCondition":false,"ipCondition":{"ipConditionType":"IPSPECIFIC","specificIP":"10.1.1.1"}},
			{"type":"IPCONDITION","invertCondition":true,"ipCondition":{"ipConditionType":"IPRANGE","startingIP":"10.1.1.1/27"}},
			{"type":"HEADERCONDITION","headerCondition":{"headerName":"User-Agent","headerValue":"^curl/"}},
			{"type":"QUERYPARAMETERCONDITION","queryParameterCondition":{"parameterName":"q","parameterValue":"a|b"}},
			{"type":"JWTCLAIMSCONDITION","jwtClaimsCondition":{"claimUrl":"sub","attribute":"^admin$"}}]}]}""";

	private final JdbcClient jdbc;

	private String admin = "";

	@Autowired
	ThrottlingIT(News news, JdbcClient jdbc) {
		super(news);
		this.jdbc = jdbc;
	}

	@BeforeEach
	void open() {
		this.admin = token("admin", "admin", "apim:admin");
	}

	private String token(String user, String password, String scope) {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), "{\"clientName\":\""
				+ UUID.randomUUID() + "\",\"owner\":\"admin\",\"grantType\":\"password\",\"saasApp\":true}");
		ClientKey client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		return "Bearer " + password(client, user, password, scope).text("access_token");
	}

	private Answer call(String method, String path, @Nullable String body) {
		return json(method, path, this.admin, body);
	}

	private static String name() {
		return "P" + UUID.randomUUID().toString().substring(0, 8);
	}

	private Answer made(String kind, String body) {
		Answer made = call("POST", POLICIES + kind, body);
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made;
	}

	private @Nullable String feed(String key) {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("select coalesce(entry::text, 'gone') from feed_entry where entry_key = ?")
				.param(key)
				.query(String.class)
				.optional()
				.orElse(null);
		}
	}

	@Test
	void anAdvancedPolicyIsMadeReadChangedAndDeleted() {
		String name = name();
		Answer made = made("advanced", BY_ADDRESS.formatted(name, MINUTE.formatted(2), MINUTE.formatted(1)));
		String path = made.header("Location");
		assertThat(path).isEqualTo(POLICIES + "advanced/" + made.text("policyId"));
		JsonNode read = call("GET", path, null).json();
		assertThat(read.at("/type").asString()).isEqualTo("AdvancedThrottlePolicy");
		assertThat(read.at("/isDeployed").asBoolean()).isTrue();
		assertThat(read.at("/defaultLimit/requestCount/requestCount").asInt()).isEqualTo(2);
		assertThat(read.at("/conditionalGroups/0/conditions/0/ipCondition/specificIP").asString())
			.isEqualTo("10.1.1.1");
		JsonNode range = read.at("/conditionalGroups/0/conditions/1");
		assertThat(range.at("/ipCondition/startingIP").asString()).isEqualTo("10.1.1.0");
		assertThat(range.at("/ipCondition/endingIP").asString()).isEqualTo("10.1.1.31");
		assertThat(range.at("/invertCondition").asBoolean()).isTrue();
		String key = "tier:carbon.super/RESOURCE/" + name;
		assertThat(feed(key)).contains("ADDRESS", "10.1.1.31", "^curl/");
		// What was read can be sent back; with an old version it is refused.
		String edition = call("GET", path, null).header("ETag");
		((ObjectNode) read).put("displayName", "By address");
		Answer changed = send(request(path).header("Authorization", this.admin)
			.header("Content-Type", "application/json")
			.header("If-Match", edition)
			.method("PUT", HttpRequest.BodyPublishers.ofString(read.toString())));
		assertThat(changed.status()).as(changed.body()).isEqualTo(200);
		assertThat(changed.json().at("/conditionalGroups")).isEqualTo(read.at("/conditionalGroups"));
		assertThat(
				send(request(path).header("Authorization", this.admin).header("If-Match", edition).DELETE()).status())
			.isEqualTo(412);
		assertThat(call("DELETE", path, null).status()).isEqualTo(200);
		assertThat(call("GET", path, null).status()).isEqualTo(404);
		assertThat(feed(key)).isEqualTo("gone");
	}

	@Test
	void policiesOfApplicationsAndSubscriptionsHaveBurstBandwidthAndPermissions() {
		String name = name();
		JsonNode application = made("application", """
				{"policyName":"%s","defaultLimit":{"type":"BANDWIDTHLIMIT","bandwidth":
				{"timeUnit":"hour","unitTime":2,"dataAmount":5,"dataUnit":"MB"}},
				"burstLimit":{"rateLimitCount":3,"rateLimitTimeUnit":"sec"},"countedBy":"USER"}""".formatted(name))
			.json();
		assertThat(application.at("/displayName").asString()).isEqualTo(name);
		assertThat(application.at("/defaultLimit/bandwidth/dataAmount").asInt()).isEqualTo(5);
		assertThat(application.at("/burstLimit/rateLimitCount").asInt()).isEqualTo(3);
		assertThat(feed("tier:carbon.super/APPLICATION/" + name)).contains("5242880", "USER");
		JsonNode subscription = made("subscription",
				"""
						{"policyName":"%s","defaultLimit":%s,"rateLimitCount":10,"rateLimitTimeUnit":"sec","stopOnQuotaReach":true,
						"billingPlan":"FREE","customAttributes":[],"graphQLMaxComplexity":0,"graphQLMaxDepth":0,"monetization":null,
						"subscriberCount":0,"permissions":{"permissionType":"DENY","roles":["EMPLOYEE"]}}"""
					.formatted(name, MINUTE.formatted(20)))
			.json();
		assertThat(subscription.at("/permissions/roles/0").asString()).isEqualTo("employee");
		assertThat(subscription.at("/rateLimitTimeUnit").asString()).isEqualTo("sec");
		// A name is taken within its kind only.
		Answer taken = call("POST", POLICIES + "subscription",
				"{\"policyName\":\"" + name + "\",\"defaultLimit\":" + MINUTE.formatted(1) + "}");
		assertThat(taken.status()).isEqualTo(409);
		assertThat(taken.body()).contains(name);
		assertThat(call("GET", PATH + "/policies/search?query=type:sub", null).body()).contains(name, "Gold")
			.doesNotContain("AdvancedThrottlePolicy");
		assertThat(call("GET", POLICIES + "application", null).body()).contains(name, "Unlimited");
	}

	@Test
	void anExportedPolicyIsImportedElsewhere() {
		String name = name();
		Answer made = made("advanced", BY_ADDRESS.formatted(name, MINUTE.formatted(2), MINUTE.formatted(1)));
		Answer exported = call("GET", POLICIES + "export?type=api&name=" + name, null);
		assertThat(exported.text("subtype")).isEqualTo("advanced");
		assertThat(call("GET", POLICIES + "export?policyId=" + made.text("policyId"), null).body())
			.isEqualTo(exported.body());
		assertThat(upload("import", exported.body()).status()).isEqualTo(409);
		assertThat(upload("import?overwrite=true", exported.body()).status()).isEqualTo(200);
		call("DELETE", made.header("Location"), null);
		Answer imported = upload("import", exported.body());
		assertThat(imported.status()).as(imported.body()).isEqualTo(200);
		JsonNode again = call("GET", POLICIES + "export?type=api&name=" + name, null).json().at("/data");
		assertThat(again.at("/conditionalGroups")).isEqualTo(exported.json().at("/data/conditionalGroups"));
		for (String wrong : List.of("no json", "{}", "{\"subtype\":\"global\"}", "{\"subtype\":\"advanced\"}",
				"{\"subtype\":\"advanced\",\"data\":{\"policyName\":[]}}")) {
			assertThat(upload("import", wrong).status()).as(wrong).isEqualTo(400);
		}
		assertThat(call("GET", POLICIES + "export?type=api&name=nothing", null).status()).isEqualTo(404);
		assertThat(call("GET", POLICIES + "export?name=nothing", null).status()).isEqualTo(400);
	}

	private Answer upload(String path, String document) {
		String body = "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"policy.json\"\r\n\r\n"
				+ document + "\r\n--frontier--\r\n";
		return send(request(POLICIES + path).header("Authorization", this.admin)
			.header("Content-Type", "multipart/form-data; boundary=frontier")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	@Test
	void aPolicyWithoutLimitHasTheFormThatItIsSentBackIn() {
		JsonNode unlimited = call("GET", POLICIES + "application", null).json()
			.at("/list")
			.valueStream()
			.filter((policy) -> policy.at("/policyName").asString().equals("Unlimited"))
			.findFirst()
			.orElseThrow();
		String path = POLICIES + "application/" + unlimited.at("/policyId").asString();
		assertThat(call("PUT", path, unlimited.toString()).status()).isEqualTo(200);
		((ObjectNode) unlimited).set("defaultLimit", JSON.readTree(MINUTE.formatted(1)));
		Answer limited = call("PUT", path, unlimited.toString());
		assertThat(limited.status()).isEqualTo(400);
		assertThat(limited.json().at("/error/0/code").asString()).isEqualTo("defaultLimit");
		assertThat(call("DELETE", path, null).status()).isEqualTo(409);
	}

	@Test
	void aPolicyInUseIsNotDeletedAndTheRefusalNamesItsUsers() {
		String name = name();
		Answer made = made("application",
				"{\"policyName\":\"" + name + "\",\"defaultLimit\":" + MINUTE.formatted(9) + "}");
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("""
					update application set tier_id = ?::uuid where id =
					(select application_id from oauth_client where client_id = ?)""")
				.params(made.text("policyId"), client.key())
				.update();
		}
		Answer refused = call("DELETE", made.header("Location"), null);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.text("description")).contains("application ", " of tom");
		assertThat(call("GET", made.header("Location"), null).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					policyName                                                      | /policyName                                                      | "with space"
					defaultLimit.requestCount.requestCount                          | /defaultLimit/requestCount/requestCount                          | 0
					defaultLimit.requestCount.unitTime                              | /defaultLimit/requestCount/unitTime                              | 600000
					defaultLimit.requestCount.timeUnit                              | /defaultLimit/requestCount/timeUnit                              | "year"
					defaultLimit.type                                               | /defaultLimit/type                                               | "EVENTCOUNTLIMIT"
					countedBy                                                       | /countedBy                                                       | "EACH"
					conditionalGroups[0].conditions                                 | /conditionalGroups/0/conditions                                  | []
					conditionalGroups[0]                                            | /conditionalGroups/0                                             | null
					conditionalGroups[0].limit.type                                 | /conditionalGroups/0/limit                                       | null
					conditionalGroups[0].conditions[0].ipCondition.specificIP       | /conditionalGroups/0/conditions/0/ipCondition/specificIP         | "10.1.1.256"
					conditionalGroups[0].conditions[0].ipCondition.ipConditionType  | /conditionalGroups/0/conditions/0/ipCondition/ipConditionType    | "ANY"
					conditionalGroups[0].conditions[1].ipCondition.startingIP       | /conditionalGroups/0/conditions/1/ipCondition/startingIP         | "10.1.1.0/33"
					conditionalGroups[0].conditions[2].headerCondition.headerName   | /conditionalGroups/0/conditions/2/headerCondition/headerName     | "a b"
					conditionalGroups[0].conditions[2].headerCondition.headerValue  | /conditionalGroups/0/conditions/2/headerCondition/headerValue    | "(a)\\\\1"
					conditionalGroups[0].conditions[2].headerCondition.headerValue  | /conditionalGroups/0/conditions/2/headerCondition/headerValue    | "(?=a)"
					conditionalGroups[0].conditions[2].headerCondition.headerValue  | /conditionalGroups/0/conditions/2/headerCondition/headerValue    | "(((a{99}){99}){99}){99}"
					conditionalGroups[0].conditions[3].queryParameterCondition.parameterValue | /conditionalGroups/0/conditions/3/queryParameterCondition/parameterValue | "["
					conditionalGroups[0].conditions[4].jwtClaimsCondition.claimUrl  | /conditionalGroups/0/conditions/4/jwtClaimsCondition/claimUrl    | null
					conditionalGroups[0].conditions[4].type                         | /conditionalGroups/0/conditions/4/type                           | "OTHER"
					""")
	void whatCannotBeIsRefusedAtItsField(String field, String pointer, String value) {
		JsonNode body = JSON.readTree(BY_ADDRESS.formatted(name(), MINUTE.formatted(2), MINUTE.formatted(1)));
		int last = pointer.lastIndexOf('/');
		JsonNode parent = body.at(pointer.substring(0, last));
		String member = pointer.substring(last + 1);
		if (parent instanceof ObjectNode object) {
			object.set(member, JSON.readTree(value));
		}
		else {
			((ArrayNode) parent).set(Integer.parseInt(member), JSON.readTree(value));
		}
		Answer refused = call("POST", POLICIES + "advanced", body.toString());
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().at("/error/0/code").asString()).as(refused.body()).isEqualTo(field);
		assertThat(refused.json().at("/error/0/message").asString()).contains("expected");
	}

	@Test
	void denyRulesAreAddedSwitchedAndDeleted() {
		String address = "198.51." + (UUID.randomUUID().hashCode() & 127) + ".0/25";
		Answer made = call("POST", PATH + "/deny-policies",
				"""
						{"conditionType":"IPRANGE","conditionValue":{"startingIp":"%s","invert":false},"conditionStatus":true}"""
					.formatted(address));
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		assertThat(made.json().at("/conditionValue/endingIp").asString()).endsWith(".127");
		String path = made.header("Location");
		assertThat(path).isEqualTo(PATH + "/deny-policy/" + made.text("conditionId"));
		String key = "deny-rule:" + made.text("conditionId");
		assertThat(feed(key)).contains("\"active\": true");
		Answer off = call("PATCH", path, "{\"conditionStatus\":false}");
		assertThat(off.json().at("/conditionStatus").asBoolean(true)).isFalse();
		assertThat(feed(key)).contains("\"active\": false");
		assertThat(call("GET", PATH + "/deny-policies?query=conditionType:IPRANGE", null).body())
			.contains(made.text("conditionId"));
		assertThat(call("GET", PATH + "/deny-policies?query=conditionType:USER", null).body())
			.doesNotContain(made.text("conditionId"));
		assertThat(call("POST", PATH + "/deny-policies", """
				{"conditionType":"IPRANGE","conditionValue":{"startingIp":"%s"}}""".formatted(address)).status())
			.isEqualTo(409);
		assertThat(call("DELETE", path, null).status()).isEqualTo(200);
		assertThat(call("GET", path, null).status()).isEqualTo(404);
		assertThat(feed(key)).isEqualTo("gone");
	}

	@Test
	void usersAndApplicationsAreDeniedByName() {
		Answer user = call("POST", PATH + "/deny-policies",
				"{\"conditionType\":\"USER\",\"conditionValue\":\"tom@carbon.super\",\"conditionStatus\":false}");
		assertThat(user.status()).as(user.body()).isEqualTo(201);
		assertThat(user.text("conditionValue")).isEqualTo("tom");
		call("DELETE", user.header("Location"), null);
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String application;
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			application = this.jdbc.sql("""
					select a.name from application a join oauth_client c on c.application_id = a.id
					where c.client_id = ?""").param(client.key()).query(String.class).single();
		}
		Answer made = call("POST", PATH + "/deny-policies",
				"{\"conditionType\":\"APPLICATION\",\"conditionValue\":\"tom:" + application + "\"}");
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		assertThat(made.json().at("/conditionStatus").asBoolean()).isTrue();
		call("DELETE", made.header("Location"), null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					conditionType            | {"conditionType":"CUSTOM","conditionValue":"x"}
					conditionType            | {}
					conditionValue           | {"conditionType":"API","conditionValue":"/no/such"}
					conditionValue           | {"conditionType":"APPLICATION","conditionValue":"tom:no-such"}
					conditionValue           | {"conditionType":"USER","conditionValue":""}
					conditionValue           | {"conditionType":"USER","conditionValue":{"a":1}}
					conditionValue.fixedIp   | {"conditionType":"IP","conditionValue":{"fixedIp":"10.1.1.0/27"}}
					conditionValue.fixedIp   | {"conditionType":"IP","conditionValue":"10.1.1.1"}
					conditionValue.endingIp  | {"conditionType":"IPRANGE","conditionValue":{"startingIp":"10.1.1.9","endingIp":"10.1.1.1"}}
					conditionValue.endingIp  | {"conditionType":"IPRANGE","conditionValue":{"startingIp":"10.1.1.9","endingIp":"::1"}}
					conditionValue.invert    | {"conditionType":"IP","conditionValue":{"fixedIp":"10.1.1.1","invert":"no"}}
					""")
	void aDenyRuleThatCannotBeIsRefusedAtItsField(String field, String body) {
		Answer refused = call("POST", PATH + "/deny-policies", body);
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().at("/error/0/code").asString()).isEqualTo(field);
	}

	@Test
	void eachScopeOpensItsPartForAdministrators() {
		String view = token("admin", "admin", "apim:admin_tier_view");
		String manage = token("admin", "admin", "apim:tier_manage");
		String rules = token("admin", "admin", "apim:bl_manage");
		assertThat(json("GET", POLICIES + "advanced", view, null).status()).isEqualTo(200);
		assertThat(json("POST", POLICIES + "advanced", view, "{}").status()).isEqualTo(403);
		assertThat(json("POST", POLICIES + "advanced", manage, "{}").status()).isEqualTo(400);
		assertThat(json("GET", PATH + "/deny-policies", manage, null).status()).isEqualTo(403);
		assertThat(json("GET", PATH + "/deny-policies", rules, null).status()).isEqualTo(200);
		assertThat(json("POST", PATH + "/deny-policies", rules, "{}").status()).isEqualTo(400);
		for (String path : List.of(PATH, PATH + "/policies/custom", PATH + "/other")) {
			assertThat(json("GET", path, this.admin, null).status()).as(path).isIn(403, 404);
		}
		assertThat(Stream.of("nothing", "type:custom", "name:x")
			.map((query) -> call("GET", PATH + "/policies/search?query=" + query, null).status())).containsOnly(400);
	}

}
