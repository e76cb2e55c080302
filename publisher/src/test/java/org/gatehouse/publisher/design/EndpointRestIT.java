package org.gatehouse.publisher.design;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.publisher.PublisherRestTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code endpointConfig} in all of its forms.
 */
class EndpointRestIT extends PublisherRestTest {

	@Test
	void loadBalancedEndpointsReachTheGateways() {
		String id = post("/apis", api("'policies':['Gold'],'endpointConfig':{'endpoint_type':'load_balance',"
				+ "'algoCombo':'org.apache.synapse.endpoints.algorithms.WeightedRoundRobin','failOver':'True',"
				+ "'sessionManagement':'http','sessionTimeOut':'60000','production_endpoints':["
				+ "{'url':'http://a.example/x','config':{'weight':3,'actionSelect':'discard','actionDuration':'1500'}},"
				+ "{'endpoint_type':'http','template_not_supported':false,'url':'http://b.example','config':{"
				+ "'suspendErrorCode':['101503','101504'],'suspendDuration':'500','suspendMaxDuration':8000,'factor':'1.5',"
				+ "'retryErroCode':'101505','retryTimeOut':'2','retryDelay':'10','actionSelect':'neverTimeout'}}],"
				+ "'sandbox_endpoints':[{'url':'http://s.example'}]}"))
			.id();
		assertThat(step(id, "Publish").status()).isEqualTo(200);
		SnapshotEntry.DeployedApi deployed = this.fixture.deployed(id).orElseThrow();
		EndpointRules rules = deployed.runtime().endpoints();
		assertThat(deployed.production()).hasToString("http://a.example/x");
		assertThat(deployed.sandbox()).hasToString("http://s.example");
		assertThat(rules.kind()).isEqualTo(Kind.LOAD_BALANCE);
		assertThat(rules.balance()).isEqualTo(new EndpointRules.Balance(true, true, 60_000, true));
		assertThat(rules.production().first().weight()).isEqualTo(3);
		assertThat(rules.production().first().responseMillis()).isEqualTo(1500);
		assertThat(rules.production().first().discard()).isTrue();
		EndpointRules.Settings second = rules.production().more().getFirst().settings();
		assertThat(second.suspension())
			.isEqualTo(new EndpointRules.Suspension(java.util.List.of(101503, 101504), 500, 1.5, 8000));
		assertThat(second.retry()).isEqualTo(new EndpointRules.Retry(java.util.List.of(101505), 2, 10));
		Answer read = get("/apis/" + id);
		assertThat(read.at("/endpointConfig/production_endpoints/1/config/suspendDuration")).isEqualTo("500");
		assertThat(read.at("/endpointConfig/production_endpoints/1/config/retryErroCode/0")).isEqualTo("101505");
		Answer same = put("/apis/" + id, read.body().toString(), null);
		assertThat(same.body().get("endpointConfig")).isEqualTo(read.body().get("endpointConfig"));
	}

	@Test
	void fallbacksAndTemplatesComeBackAsTheyWereSent() {
		String id = post("/apis", api(
				"'operations':[{'target':'/{state}/{town}','verb':'GET'}],'endpointConfig':{'endpoint_type':'failover',"
						+ "'production_endpoints':{'url':'http://a.example/{uri.var.town}'},"
						+ "'production_failovers':[{'endpoint_type':'http','url':'http://b.example/{uri.var.town}'}]}"))
			.id();
		Answer read = get("/apis/" + id);
		assertThat(read.at("/endpointConfig/production_endpoints/url")).isEqualTo("http://a.example/{uri.var.town}");
		assertThat(read.at("/endpointConfig/production_failovers/0/url")).isEqualTo("http://b.example/{uri.var.town}");
	}

	@Test
	void severalEndpointsAreSecuredToo() {
		String id = post("/apis", api("'endpointConfig':{'endpoint_type':'load_balance','production_endpoints':["
				+ "{'url':'https://a.example'},{'url':'https://b.example'}],'sandbox_endpoints':[{'url':'https://s.example'}],"
				+ "'endpoint_security':{'sandbox':{'enabled':true,'type':'BASIC','username':'u','password':'hidden'}}}"))
			.id();
		Answer read = get("/apis/" + id);
		assertThat(read.at("/endpointConfig/endpoint_security/sandbox/username")).isEqualTo("u");
		assertThat(read.body().toString()).doesNotContain("hidden");
		Answer same = put("/apis/" + id, read.body().toString(), null);
		assertThat(same.status()).isEqualTo(200);
		assertThat(same.body().get("endpointConfig")).isEqualTo(read.body().get("endpointConfig"));
		String plain = read.body().toString().replace("https://s.example", "https://b.example");
		assertThat(put("/apis/" + id, plain, null).at("/error/0/code")).as("production is not sandbox")
			.isEqualTo("endpointConfig.endpoint_security.sandbox.password");
	}

	@Test
	void dynamicEndpointsAreAList() {
		String id = post("/apis", api("'endpointConfig':{'endpoint_type':'default','target_header':'X-Region',"
				+ "'production_endpoints':[{'url':'http://a.example'},{'url':'http://b.example'}]}"))
			.id();
		Answer read = get("/apis/" + id);
		assertThat(read.at("/endpointConfig/endpoint_type")).isEqualTo("default");
		assertThat(read.at("/endpointConfig/target_header")).isEqualTo("X-Region");
		assertThat(read.at("/endpointConfig/production_endpoints/1/url")).isEqualTo("http://b.example");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			http://b.example/base/eu|
			http://B.example:80/base|
			http://s.example/|
			https://b.example/base|http://b.example/base
			http://b.example/basement|http://b.example/base
			http://b.example/base/../x|http://b.example/base
			http://b.example:8080/base|http://b.example/base
			http://c.example|http://b.example/base""")
	void aPolicyNamesDynamicEndpointsOfTheListAlone(String url, @Nullable String expected) {
		String config = dynamic("http://b.example/base");
		Answer answer = post("/apis", api(config + "," + naming("apiPolicies", url)));
		assertThat(answer.status()).isEqualTo((expected == null) ? 201 : 400);
		if (expected != null) {
			assertThat(answer.at("/error/0/code")).isEqualTo("apiPolicies.request[0].parameters.endpoints");
			assertThat(answer.at("/error/0/message")).contains(url, "http://a.example, " + expected);
			assertThat(post("/apis",
					api(config + ",'operations':[{'verb':'GET','target':'/x'," + naming("operationPolicies", url)
							+ "}]"))
				.at("/error/0/code")).isEqualTo("operations[0].operationPolicies.request[0].parameters.endpoints");
		}
	}

	@Test
	void anEndpointThatAPolicyNamesStaysOnTheList() {
		String named = naming("apiPolicies", "http://b.example/base");
		Answer made = post("/apis", api(dynamic("http://b.example/base") + "," + named));
		Answer refused = put("/apis/" + made.id(),
				made.body().toString().replace("\"http://b.example/base\"", "\"http://c.example\""), null);
		assertThat(refused.at("/error/0/message")).contains("http://b.example/base", "http://c.example");
		Answer other = put("/apis/" + made.id(), made.body().toString().replace("\"default\"", "\"load_balance\""),
				null);
		assertThat(other.at("/error/0/code")).isEqualTo("apiPolicies.request[0].parameters.endpoints");
		assertThat(other.at("/error/0/message")).contains("there is no such list");
	}

	private static String dynamic(String second) {
		return "'endpointConfig':{'endpoint_type':'default','production_endpoints':[{'url':'http://a.example'},"
				+ "{'url':'" + second + "'}],'sandbox_endpoints':[{'url':'http://s.example'}]}";
	}

	private static String naming(String list, String url) {
		return "'" + list + "':{'request':[{'policyName':'dynamicEndpoint','parameters':{'endpoints':'eu=" + url
				+ "','select':'request.method'}}]}";
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					'endpoint_type':'Registry','endpoint_id':'x'|endpointConfig.endpoint_type
					'endpoint_type':'default','production_endpoints':{'url':'default'}|endpointConfig.production_endpoints[0].url
					'production_endpoints':[{'url':'http://a'},{'url':'http://b'}]|endpointConfig.production_endpoints
					'production_endpoints':{'url':'http://a'},'production_failovers':[{'url':'http://b'}]|endpointConfig.production_failovers
					'endpoint_type':'failover','production_failovers':[{'url':'http://b'}]|endpointConfig.production_endpoints
					'endpoint_type':'load_balance','production_endpoints':[{'url':'http://a'},{'url':'ftp://b'}]|endpointConfig.production_endpoints[1].url
					'endpoint_type':'load_balance','production_endpoints':[{'url':'http://a'},{'url':'http://a'}]|endpointConfig.production_endpoints[1].url
					'endpoint_type':'load_balance','algoCombo':'x','production_endpoints':[]|endpointConfig.algoCombo
					'endpoint_type':'load_balance','sessionManagement':'soap','production_endpoints':[]|endpointConfig.sessionManagement
					'production_endpoints':{'url':'http://a','config':{'factor':'0.5'}}|endpointConfig.production_endpoints.config.factor
					'production_endpoints':{'url':'http://a','config':{'suspendErrorCode':['x']}}|endpointConfig.production_endpoints.config.suspendErrorCode
					'production_endpoints':{'url':'http://a','config':{'suspendDuration':'9','suspendMaxDuration':'8'}}|endpointConfig.production_endpoints.config.suspendMaxDuration
					'production_endpoints':{'url':'http://a','config':{'actionSelect':'drop'}}|endpointConfig.production_endpoints.config.actionSelect
					'production_endpoints':{'url':'http://a','config':{'retryTimeOut':-1}}|endpointConfig.production_endpoints.config.retryTimeOut
					'production_endpoints':{'url':'http://a/{uri.var.nobody}'}|endpointConfig.production_endpoints.url
					'production_endpoints':{'url':'http://{uri.var.host}/'}|endpointConfig.production_endpoints.url
					'production_endpoints':{'url':'http://a/{id}'}|endpointConfig.production_endpoints.url
					'endpoint_type':'default','target_header':'a b','production_endpoints':{'url':'http://a'}|endpointConfig.target_header""")
	void whatIsWrongIsNamed(String config, String field) {
		Answer refused = post("/apis", api("'endpointConfig':{" + config + "}"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
		assertThat(refused.at("/error/0/message")).contains("expected");
	}

}
