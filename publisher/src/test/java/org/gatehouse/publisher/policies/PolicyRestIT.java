package org.gatehouse.publisher.policies;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.mediation.Catalogue;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyRestIT extends PublisherRestTest {

	private static final String SET = "{'policyName':'setHeader','parameters':{'headerName':'X-A','headerValue':'1'}}";

	private static final String DOCUMENT = """
			{"openapi":"3.0.1","info":{"title":"%s","version":"1.0.0"},"paths":{"/orders":{
			"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Order"}}}},
			"responses":{"201":{"description":"made","content":{"application/json":{"example":{"id":7}}}},
			"404":{"description":"gone"}}},
			"get":{"responses":{"200":{"description":"all","content":{"application/json":{"schema":{"type":"array",
			"items":{"$ref":"#/components/schemas/Order"}}}}}}}}},
			"components":{"schemas":{"Order":{"type":"object","required":["size"],"properties":{"size":{"type":"integer","minimum":3},
			"next":{"$ref":"#/components/schemas/Order"}}}}}}""";

	private String policies(String request) {
		return "'apiPolicies':{'request':[" + request + "],'response':[],'fault':[]}";
	}

	@Test
	void theCatalogueIsListedAndCannotBeChanged() {
		Answer all = get("/operation-policies?limit=100");
		assertThat(all.status()).isEqualTo(200);
		assertThat(all.body().get("list").findValuesAsString("name")).contains("setHeader", "validateSchema",
				"logMessage");
		Answer one = get("/operation-policies?query=name:setHeader version:v1");
		assertThat(one.at("/count")).isEqualTo("1");
		String id = one.at("/list/0/id");
		Answer policy = get("/operation-policies/" + id);
		assertThat(policy.at("/policyAttributes/0/name")).isEqualTo("headerName");
		assertThat(policy.at("/policyAttributes/0/required")).isEqualTo("true");
		assertThat(policy.at("/applicableFlows/0")).isEqualTo("request");
		assertThat(delete("/operation-policies/" + id).status()).isEqualTo(403);
		assertThat(call(HttpMethod.GET, "ann~app_manage", "/operation-policies", null, null).status()).isEqualTo(403);
	}

	@Test
	void policiesOfApisAndOperationsAreKeptInTheirOrderAndDeployed() {
		String other = "{'policyName':'removeHeader','policyVersion':'v1','parameters':{'headerName':'X-B'},"
				+ "'condition':'request.method == \\u0027GET\\u0027'}";
		Answer api = post("/apis", api(publishable() + "," + policies(SET + "," + other)
				+ ",'operations':[{'target':'/a','verb':'GET','operationPolicies':{'response':[" + SET + "]}}]"));
		assertThat(api.status()).as(api.body().toString()).isEqualTo(201);
		assertThat(api.at("/apiPolicies/request/0/policyName")).isEqualTo("setHeader");
		assertThat(api.at("/apiPolicies/request/0/policyId")).isNotEmpty();
		assertThat(api.at("/apiPolicies/request/1/condition")).isEqualTo("request.method == 'GET'");
		assertThat(api.at("/operations/0/operationPolicies/response/0/parameters/headerName")).isEqualTo("X-A");
		post("/apis/change-lifecycle?apiId=" + api.id() + "&action=Publish");
		SnapshotEntry.DeployedApi deployed = this.fixture.deployed(api.id()).orElseThrow();
		assertThat(deployed.runtime().mediation().request()).extracting(PolicyUse::policy)
			.containsExactly("setHeader", "removeHeader");
		assertThat(deployed.operations().getFirst().runtime().mediation().response()).hasSize(1);
	}

	@Test
	void aBrokenPolicyIsRefusedWithFieldValueAndExpectation() {
		Answer refused = post("/apis", api(policies("{'policyName':'limitSize','parameters':{'maxBytes':'many'}},"
				+ "{'policyName':'nothing'}," + SET.replace("'parameters'", "'condition':'1 +','parameters'"))));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body().get("error").findValuesAsString("code")).containsExactly(
				"apiPolicies.request[0].parameters.maxBytes", "apiPolicies.request[1].policyName",
				"apiPolicies.request[2].condition");
		assertThat(refused.at("/error/0/message")).contains("many", "a whole number");
		Answer operation = post("/apis", api("'operations':[{'target':'/a','verb':'GET','operationPolicies':"
				+ "{'response':[{'policyName':'rewriteHTTPMethod'}]}}]"));
		assertThat(operation.at("/error/0/code")).isEqualTo("operations[0].operationPolicies.response[0].policyName");
		assertThat(post("/apis", api("'apiPolicies':{'request':{}}")).status()).isEqualTo(400);
	}

	@Test
	void theDefinitionIsSentAlongWhereAPolicyReadsIt() {
		String id = imported();
		Answer api = get("/apis/" + id);
		put("/apis/" + id, api(api.at("/name"), api.at("/context"),
				publishable() + "," + policies("{'policyName':'validateSchema'}")), api.tag());
		assertThat(post("/apis/change-lifecycle?apiId=" + id + "&action=Publish").status()).isEqualTo(200);
		OperationDefinition definition = this.fixture.deployed(id)
			.orElseThrow()
			.operations()
			.stream()
			.filter(operation -> operation.verb().name().equals("POST"))
			.findFirst()
			.orElseThrow()
			.runtime()
			.definition();
		assertThat(definition).isNotNull();
		assertThat(definition.requestRequired()).isTrue();
		assertThat(definition.requests().getFirst().schema()).contains("\"Order\":{").contains("\"minimum\":3");
		assertThat(get("/apis/" + id + "/revisions?query=deployed:true").at("/count")).isEqualTo("1");
	}

	@Test
	void anInlineApiNeedsNoEndpointAndAnswersWithExamples() {
		String id = imported();
		Answer api = get("/apis/" + id);
		assertThat(api.at("/endpointImplementationType")).isEqualTo("ENDPOINT");
		Answer inline = put("/apis/" + id,
				api(api.at("/name"), api.at("/context"), "'endpointImplementationType':'INLINE'"), api.tag());
		assertThat(inline.at("/endpointImplementationType")).isEqualTo("INLINE");
		assertThat(inline.at("/apiPolicies/request/0/policyName")).isEqualTo(Catalogue.MOCK);
		assertThat(post("/apis/change-lifecycle?apiId=" + id + "&action=Deploy as a Prototype").status())
			.isEqualTo(200);
		assertThat(this.fixture.deployed(id).orElseThrow().operations()).anySatisfy(operation -> {
			OperationDefinition definition = operation.runtime().definition();
			assertThat(definition).isNotNull();
			assertThat(definition.answers())
				.contains(new OperationDefinition.Answer("201", "application/json", null, "{\"id\":7}"));
		}).anySatisfy(operation -> {
			OperationDefinition definition = operation.runtime().definition();
			assertThat(definition).isNotNull();
			assertThat(definition.answers().getFirst().example()).startsWith("[{\"size\":3,\"next\":{");
		});
	}

	private String imported() {
		String name = PublisherFixture.name("Orders");
		return upload(HttpMethod.POST, "/apis/import-openapi", DOCUMENT.formatted(name), Map.of("additionalProperties",
				"{\"name\":\"" + name + "\",\"context\":\"/" + name + "\",\"version\":\"1.0.0\"}"))
			.id();
	}

	private static final String COMPOSED = """
			name: NAME
			version: v1
			displayName: Stamp
			applicableFlows: [request]
			policyAttributes:
			  - {name: stamp, type: String, required: true, validationRegex: '[a-z]+'}
			policies:
			  - policyName: setHeader
			    parameters: {headerName: X-Stamp, headerValue: 'by {{stamp}}'}
			    condition: request.secure
			  - policyName: logMessage
			    parameters: {message: stamped}
			""";

	private Answer add(String path, String field, String content) {
		MockHttpServletResponse response = this.mvc.post()
			.uri("/api/am/publisher/v4" + path)
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.multipart()
			.file(new MockMultipartFile(field, "policy.yaml", "application/yaml",
					content.getBytes(StandardCharsets.UTF_8)))
			.exchange()
			.getResponse();
		JsonNode body = new JsonMapper().readTree(response.getContentAsByteArray());
		return new Answer(response.getStatus(), body, response);
	}

	@Test
	void aCompositionIsAddedUsedExpandedAndDeletedOnlyWhenUnused() {
		String name = PublisherFixture.name("stamp");
		Answer added = add("/operation-policies", "policySpecFile", COMPOSED.replace("NAME", name));
		assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
		assertThat(added.response().getHeader("Location")).endsWith("/operation-policies/" + added.id());
		assertThat(add("/operation-policies", "policySpecFile", COMPOSED.replace("NAME", name)).status())
			.isEqualTo(409);
		String use = "{'policyName':'" + name + "','parameters':{'stamp':'STAMP'},'condition':'true'}";
		assertThat(post("/apis", api(policies(use.replace("STAMP", "UPPER")))).at("/error/0/code"))
			.isEqualTo("apiPolicies.request[0].parameters.stamp");
		Answer api = post("/apis", api(publishable() + "," + policies(use.replace("STAMP", "me"))));
		assertThat(api.status()).as(api.body().toString()).isEqualTo(201);
		post("/apis/change-lifecycle?apiId=" + api.id() + "&action=Publish");
		assertThat(this.fixture.deployed(api.id()).orElseThrow().runtime().mediation().request()).satisfiesExactly(
				first -> assertThat(first).isEqualTo(new PolicyUse("setHeader", "v1",
						Map.of("headerName", "X-Stamp", "headerValue", "by me"), "(true) && (request.secure)")),
				second -> assertThat(second.policy()).isEqualTo("logMessage"));
		assertThat(delete("/operation-policies/" + added.id()).status()).isEqualTo(409);
		assertThat(this.mvc.get()
			.uri("/api/am/publisher/v4/operation-policies/" + added.id() + "/content")
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.exchange()
			.getResponse()
			.getContentType()).isEqualTo("application/zip");
	}

	@Test
	void aPolicyOfAnApiIsForThatApiOnly() {
		String id = post("/apis", api("")).id();
		String name = PublisherFixture.name("own");
		Answer added = add("/apis/" + id + "/operation-policies", "policySpecFile", COMPOSED.replace("NAME", name));
		assertThat(added.at("/isAPISpecific")).isEqualTo("true");
		assertThat(get("/apis/" + id + "/operation-policies").at("/list/0/name")).isEqualTo(name);
		assertThat(get("/operation-policies/" + added.id()).status()).isEqualTo(404);
		assertThat(post("/apis", api(policies("{'policyName':'" + name + "','parameters':{'stamp':'a'}}"))).status())
			.isEqualTo(400);
		assertThat(delete("/apis/" + id + "/operation-policies/" + added.id()).status()).isEqualTo(200);
		assertThat(get("/apis/" + id + "/operation-policies").at("/count")).isEqualTo("0");
	}

	@Test
	void aBadCompositionIsRefused() {
		String name = PublisherFixture.name("bad");
		assertThat(add("/operation-policies", "policySpecFile",
				COMPOSED.replace("NAME", name).replace("{{stamp}}", "{{no}}"))
			.at("/error/0/code")).isEqualTo("policies[0].parameters.headerValue");
		assertThat(
				add("/operation-policies", "policySpecFile", COMPOSED.replace("NAME", name).replace("setHeader", "run"))
					.status())
			.isEqualTo(400);
		assertThat(add("/operation-policies", "policySpecFile", "a: [").status()).isEqualTo(400);
		assertThat(add("/operation-policies", "policySpecFile", COMPOSED.replace("NAME", "setHeader")).status())
			.isEqualTo(400);
		assertThat(add("/operation-policies", "synapsePolicyDefinitionFile", "<script/>").at("/error/0/code"))
			.isEqualTo("synapsePolicyDefinitionFile");
	}

	private MockHttpServletResponse download(String path) {
		return this.mvc.get()
			.uri("/api/am/publisher/v4/operation-policies" + path)
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.exchange()
			.getResponse();
	}

	private Answer upload(byte[] archive) {
		MockHttpServletResponse response = this.mvc.post()
			.uri("/api/am/publisher/v4/operation-policies/import")
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.multipart()
			.file(new MockMultipartFile("file", "policy.zip", "application/zip", archive))
			.exchange()
			.getResponse();
		return new Answer(response.getStatus(), new JsonMapper().readTree(response.getContentAsByteArray()), response);
	}

	@ParameterizedTest
	@ValueSource(strings = { "yaml", "JSON", "" })
	void aPolicyIsExportedAndImported(String format) {
		String name = PublisherFixture.name("stamp");
		Answer added = add("/operation-policies", "policySpecFile", COMPOSED.replace("NAME", name));
		MockHttpServletResponse exported = download("/export?name=" + name + "&version=v1&format=" + format);
		assertThat(exported.getContentType()).isEqualTo("application/zip");
		assertThat(exported.getHeader("Content-Disposition")).contains(name + "_v1.zip");
		assertThat(upload(exported.getContentAsByteArray()).status()).isEqualTo(409);
		delete("/operation-policies/" + added.id());
		Answer again = upload(exported.getContentAsByteArray());
		assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
		assertThat(again.at("/policyAttributes/0/validationRegex")).isEqualTo("[a-z]+");
		assertThat(upload(download("/" + again.id() + "/content").getContentAsByteArray()).status()).isEqualTo(409);
	}

	@Test
	void theCatalogueIsExportedToReadAndCannotBeImported() {
		String id = get("/operation-policies?query=name:setHeader").at("/list/0/id");
		assertThat(upload(download("/" + id + "/content").getContentAsByteArray()).status()).isEqualTo(409);
		byte[] archive = download("/export?name=setHeader&version=v1").getContentAsByteArray();
		assertThat(new String(PolicyArchiveTests.entry(archive), StandardCharsets.UTF_8))
			.contains("name: \"headerName\"", "required: true");
		assertThat(download("/export?name=setHeader&version=v9").getStatus()).isEqualTo(404);
		assertThat(download("/export?version=v1").getStatus()).isEqualTo(400);
		assertThat(download("/export?name=setHeader&version=v1&format=xml").getStatus()).isEqualTo(400);
		assertThat(call(HttpMethod.GET, "ann~common_operation_policy_view",
				"/operation-policies/export?name=setHeader&version=v1", null, null)
			.status()).isEqualTo(403);
	}

	@Test
	void theTemplateIsChangedPreviewedAndABadOneRefused() {
		assertThat(put("/api-template", "{'policyMapping':{'request':[" + SET + "]}}", null).status()).isEqualTo(200);
		assertThat(this.fixture.entry("api-template:carbon.super")).isPresent()
			.get()
			.isInstanceOfSatisfying(SnapshotEntry.ApiTemplate.class,
					entry -> assertThat(entry.mediation().request()).hasSize(1));
		assertThat(put("/api-template", "{'policyMapping':{'request':[{'policyName':'validateSchema'}]}}", null)
			.at("/error/0/code")).isEqualTo("policyMapping.request[0].policyName");
		assertThat(get("/api-template").at("/policyMapping/request/0/policyName")).isEqualTo("setHeader");
		String id = post("/apis", api(policies("{'policyName':'logMessage','parameters':{'message':'x'}}"))).id();
		Answer preview = post("/apis/" + id + "/api-template-preview", "{'policyMapping':{'request':[" + SET + "]}}");
		assertThat(preview.at("/list/0/policyMapping/request/0/policyName")).isEqualTo("setHeader");
		assertThat(preview.at("/list/0/policyMapping/request/1/policyName")).isEqualTo("logMessage");
		assertThat(call(HttpMethod.PUT, "ann~gateway_policy_view", "/api-template", "{}", null).status())
			.isEqualTo(403);
		put("/api-template", "{'policyMapping':{}}", null);
	}

}
