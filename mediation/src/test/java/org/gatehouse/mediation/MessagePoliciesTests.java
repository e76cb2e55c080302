package org.gatehouse.mediation;

import java.net.URI;
import java.util.List;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.mediation.TestMessages.call;
import static org.gatehouse.mediation.TestMessages.problems;
import static org.gatehouse.mediation.TestMessages.request;
import static org.gatehouse.mediation.TestMessages.use;

/** The policies on header fields, targets and properties. */
class MessagePoliciesTests {

	@Test
	void aHeaderIsSetAddedAndRemovedInOrder() {
		Message message = call("GET", "/", "x-a", "1", "x-b", "1");
		request(use("setHeader", "headerName", "X-A", "headerValue", "2"),
				use("addHeader", "headerName", "X-A", "headerValue", "3"), use("removeHeader", "headerName", "X-B"))
			.run(message, 0);
		assertThat(message.requestHeaders().all("x-a")).containsExactly("2", "3");
		assertThat(message.requestHeaders().get("x-b")).isNull();
	}

	@Test
	void aValueFromTheCallCannotEndAHeaderField() {
		Message message = call("GET", "/?v=a%0d%0aX-Evil:1");
		request(use("setHeader", "headerName", "X-A", "headerValue", "<${request.query.v}>")).run(message, 0);
		assertThat(message.requestHeaders().get("x-a")).isEqualTo("<a  X-Evil:1>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host", "content-length", "Transfer-Encoding", "X-Forwarded-For", "x_forwarded_for",
			"X-JWT-Assertion", "bad name", "" })
	void aHeaderThatTheGatewayGovernsIsRefused(String name) {
		assertThat(problems(use("setHeader", "headerName", name, "headerValue", "1"))).singleElement()
			.satisfies((problem) -> assertThat(problem.field()).isEqualTo("request[0].parameters.headerName"));
	}

	@Test
	void aQueryParameterIsSetAndRemovedHoweverItsNameIsEncoded() {
		Message message = call("GET", "/x?a=1&b=2&%61=3&c");
		request(use("addQueryParam", "paramKey", "a", "paramValue", "${request.query.b} &"),
				use("removeQueryParam", "paramKey", "c"))
			.run(message, 0);
		assertThat(message.query()).isEqualTo("b=2&a=2%20%26");
	}

	@Test
	void aPathIsRewrittenWithItsParametersEncoded() {
		Message message = call("GET", "/texas/a%2Fb%3F");
		request(use("rewriteResourcePath", "newResourcePath", "/v2/${request.pathParameters.town}/x")).run(message, 0);
		assertThat(message.path()).isEqualTo("/v2/a%2Fb%3F/x");
	}

	@Test
	void aPathWithAQueryIsRefused() {
		assertThat(problems(use("rewriteResourcePath", "newResourcePath", "/v2?x"))).hasSize(1);
	}

	@Test
	void aMethodIsChangedButForHead() {
		Steps steps = request(use("rewriteHTTPMethod", "updatedMethod", "POST"));
		Message get = call("GET", "/");
		Message head = call("HEAD", "/");
		steps.run(get, 0);
		steps.run(head, 0);
		assertThat(get.method()).isEqualTo("POST");
		assertThat(head.method()).isEqualTo("HEAD");
		assertThat(problems(use("rewriteHTTPMethod", "updatedMethod", "TRACE"))).hasSize(1);
	}

	@Test
	void aRedirectionCannotNameAnotherHost() {
		Outcome outcome = request(use("redirect", "location", "https://example.com/${request.query.to}"))
			.run(call("GET", "/?to=//evil.example/"), 0);
		assertThat(outcome).isInstanceOfSatisfying(Outcome.Answer.class, (answer) -> {
			assertThat(answer.status()).isEqualTo(302);
			assertThat(answer.headers()).containsEntry("location", "https://example.com/%2F%2Fevil.example%2F");
		});
		for (String location : new String[] { "${request.query.to}", "//evil.example", "https://${claims.sub}/",
				"javascript:1", "https://" }) {
			assertThat(problems(use("redirect", "location", location))).as(location).hasSize(1);
		}
	}

	@Test
	void anEndpointIsChosenFromTheListOnly() {
		PolicyUse use = use("dynamicEndpoint", "endpoints", "eu=https://eu.example/api\nus = https://us.example",
				"select", "request.headers['x-region']", "otherwise", "REFUSE");
		Message message = call("GET", "/", "x-region", "us");
		assertThat(request(use).run(message, 0)).isEqualTo(Outcome.NEXT);
		assertThat(message.endpoint()).isEqualTo(URI.create("https://us.example"));
		assertThat(request(use).run(call("GET", "/", "x-region", "https://evil.example"), 0))
			.isEqualTo(new Outcome.Refused(Refusal.NO_ENDPOINT, ""));
		assertThat(request(use).run(call("GET", "/"), 0)).isInstanceOf(Outcome.Refused.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "eu=ftp://x", "eu", "eu=https://u:p@x", "eu=https://x?q", "=https://x" })
	void aBrokenEndpointIsRefused(String line) {
		assertThat(problems(use("dynamicEndpoint", "endpoints", line, "select", "'eu'"))).hasSize(1);
	}

	@Test
	void aPropertyIsThereForLaterPolicies() {
		Message message = call("GET", "/");
		request(use("setProperty", "name", "who", "value", "${claims.sub}@${application.name}"),
				use("setHeader", "headerName", "X-Who", "headerValue", "${properties.who}")
					.withCondition("properties.who.startsWith('mary')"))
			.run(message, 0);
		assertThat(message.requestHeaders().get("x-who")).isEqualTo("mary@Till");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			request.method == 'GET' && request.secure                        | true
			request.path.startsWith('/texas')                                | true
			request.pathParameters.state == 'texas'                          | true
			request.query.q == 'a b'                                         | true
			request.query.missing == 'x'                                     | false
			has(request.headers.accept) && request.headers.accept == 'a/b'   | true
			has(request.headers.missing)                                     | false
			request.headers['x-n'].matches('^[0-9]+$')                       | true
			claims.sub == 'mary' && 'write' in ['write']                     | true
			api.name + api.version == 'Orders1.0.0'                          | true
			request.clientAddress == '192.0.2.7'                             | true
			fault.code == '900901'                                           | false
			""")
	void aConditionDecides(String condition, boolean expected) {
		Message message = call("GET", "/texas/houston?q=a+b", "Accept", "a/b", "X-N", "12");
		request(use("setHeader", "headerName", "x-hit", "headerValue", "1").withCondition(condition)).run(message, 0);
		assertThat(message.requestHeaders().get("x-hit") != null).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "request.method ==", "1", "unknown.x", "body.a == 1", "[1,2].map(x, x).size() == 2",
			"[1].all(x, x > 0)", "'a'.matches('(')  ||", "java.lang.System.exit(0)" })
	void aBadConditionIsRefused(String condition) {
		assertThat(problems(use("removeHeader", "headerName", "X").withCondition(condition))).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.field()).isEqualTo("request[0].condition");
				assertThat(problem.value()).isEqualTo(condition);
			});
	}

	@Test
	void whatIsUnknownIsRefusedWithItsPlace() {
		assertThat(problems(use("nothing"), use("setHeader", "headerName", "X", "headerValue", "${", "more", "1"),
				use("limitSize", "maxBytes", "ten"), use("setHeader")))
			.extracting(PolicyProblem::field)
			.containsExactly("request[0].policyName", "request[1].parameters.more", "request[2].parameters.maxBytes",
					"request[3].parameters.headerName", "request[3].parameters.headerValue");
		assertThat(problems(use("setHeader", "headerName", "X", "headerValue", "${"))).hasSize(1);
	}

	@Test
	void aPolicyOfAnotherFlowIsRefused() {
		assertThat(PolicyCompiler
			.check(new Mediation(List.of(), List.of(use("rewriteHTTPMethod", "updatedMethod", "GET")), List.of())))
			.singleElement()
			.satisfies((problem) -> assertThat(problem.field()).isEqualTo("response[0].policyName"));
	}

	@Test
	void aLogLineHasNoTokenAndNoLineEnd() {
		assertThat(LogAction.line("a\nb Bearer abc.def x=eyJhbGciOi.abc.def access_token=zzz&q=1 "
				+ "aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3x end"))
			.isEqualTo("a b *** x=*** ***&q=1 *** end");
		Message message = call("GET", "/", "Authorization", "secret-opaque", "X-Api-Key", "k", "X-A", "shown");
		assertThat(Template
			.parse("${request.headers['authorization']} ${request.headers['x-api-key']} ${request.headers['x-a']}",
					Escaping.NONE, new Expressions(), Expressions.Scope.HEAD)
			.render(View.withoutCredentials(message))).isEqualTo("*** *** shown");
	}

}
