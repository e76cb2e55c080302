package org.gatehouse.mediation;

import java.util.List;

import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.OperationDefinition.Form;
import org.gatehouse.common.runtime.OperationDefinition.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.mediation.TestMessages.call;
import static org.gatehouse.mediation.TestMessages.request;
import static org.gatehouse.mediation.TestMessages.use;

class ParameterCheckTests {

	private static Outcome run(Message message, Parameter... parameters) {
		message.arrived(new byte[0]);
		return request(new OperationDefinition("3.0", false, List.of(), List.of(), List.of(parameters)),
				use("validateSchema"))
			.run(message, 0);
	}

	private static Parameter parameter(String place, String name, Form form, String schema) {
		return new Parameter(place, name, true, false, form, schema);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					SINGLE   | {"type":"integer","minimum":3}                              | x=3        | true
					SINGLE   | {"type":"integer","minimum":3}                              | x=2        | false
					SINGLE   | {"type":"integer"}                                          | x=1.5      | false
					SINGLE   | {"type":"integer"}                                          | x=many     | false
					SINGLE   | {"type":"integer"}                                          | x=         | false
					SINGLE   | {"type":"integer"}                                          | y=1        | false
					SINGLE   | {"type":"integer"}                                          | x=1&x=2    | false
					SINGLE   | {"type":"number","maximum":10}                              | x=1e2      | false
					SINGLE   | {"type":"string","pattern":"^[0-9]+$"}                      | x=12       | true
					SINGLE   | {"type":"string","enum":["1","a b"]}                        | x=a%20b    | true
					SINGLE   | {"type":"string","enum":["1","a b"]}                        | x=a+b&y    | true
					SINGLE   | {"type":"string","enum":["1","a b"]}                        | x=2        | false
					SINGLE   | {"type":"boolean"}                                          | x=true     | true
					SINGLE   | {"type":"boolean"}                                          | x=yes      | false
					SINGLE   | {"allOf":[{"$ref":"#/components/schemas/S"}],"components":{"schemas":{"S":{"type":"integer"}}}} | x=7 | true
					REPEATED | {"type":"array","items":{"type":"integer"},"maxItems":2}    | x=1&x=2    | true
					REPEATED | {"type":"array","items":{"type":"integer"},"maxItems":2}    | x=1&x=2&x=3| false
					REPEATED | {"type":"array","items":{"type":"integer"}}                 | x=1,2      | false
					COMMAS   | {"type":"array","items":{"type":"integer"}}                 | x=1,2      | true
					COMMAS   | {"type":"array","items":{"type":"string","maxLength":1}}    | x=1,2,a    | true
					COMMAS   | {"type":"array","items":{"type":"integer"}}                 | x=1,b      | false
					BLANKS   | {"type":"array","items":{"type":"integer"}}                 | x=1%202    | true
					BARS     | {"type":"array","items":{"type":"integer"}}                 | x=1%7C2    | true
					JSON     | {"type":"object","required":["a"]}                          | x={"a":1}  | true
					JSON     | {"type":"object","required":["a"]}                          | x={"b":1}  | false
					JSON     | {"type":"object"}                                           | x={        | false
					OTHER    | {"type":"object"}                                           | y=1        | true
					PROPERTIES | {"properties":{"a":{"type":"integer"}}}                   | a=1&z=b    | true
					PROPERTIES | {"properties":{"a":{"type":"integer"}}}                   | a=b        | false
					PROPERTIES | {"properties":{"a":{"type":"integer"}},"required":["b"]}  | a=1        | false
					PROPERTIES | {"properties":{"a":{}}}                                   | z=1        | false
					PROPERTIES | {"additionalProperties":{"type":"integer"}}               | z=1        | true
					PROPERTIES | {"allOf":[{"$ref":"#/components/schemas/S"}],"components":{"schemas":{"S":{"properties":{"a":{"type":"array","items":{"type":"integer"}}}}}}} | a=1&a=2 | true
					PROPERTIES | {"allOf":[{"$ref":"#/components/schemas/S"}],"components":{"schemas":{"S":{"properties":{"a":{"type":"boolean"}}}}}} | a=1 | false
					BRACKETS | {"properties":{"a":{"type":"string"},"b":{"type":"integer"}}} | x[a]=1&x[b]=2 | true
					BRACKETS | {"properties":{"a":{"type":"string"},"b":{"type":"integer"}}} | x%5Ba%5D=many&x%5Bb%5D=2 | true
					BRACKETS | {"properties":{"a":{"type":"string"},"b":{"type":"integer"}}} | x[a]=1&x[b]=many | false
					BRACKETS | {"properties":{"a":{"type":"array"}}}                       | x[a]=1     | true
					BRACKETS | {"additionalProperties":false,"properties":{"a":{}}}        | x[b]=1     | false
					BRACKETS | {"type":"object"}                                           | x=1        | false
					PAIRS    | {"properties":{"a":{"type":"integer"},"b":{"maxLength":1}}} | x=a,1,b,2  | true
					PAIRS    | {"properties":{"a":{"type":"integer"}}}                     | x=a,many   | false
					PAIRS    | {"properties":{"a":{"type":"integer"}}}                     | x=a        | false
					PAIRS    | {"properties":{"a":{"type":"integer"}}}                     | x=a,1&x=b,1| false
					ASSIGNMENTS | {"properties":{"a":{"type":"integer"}}}                  | x=a=1,b=2  | true
					ASSIGNMENTS | {"properties":{"a":{"type":"integer"}}}                  | x=a=yes    | false
					ASSIGNMENTS | {"properties":{"a":{"type":"integer"}}}                  | x=a        | false
					""")
	void aQueryParameterIsCheckedAgainstItsSchema(Form form, String schema, String query, boolean valid) {
		Outcome outcome = run(call("GET", "/a/b?" + query), parameter("query", "x", form, schema));
		assertThat(outcome == Outcome.NEXT).as(outcome.toString()).isEqualTo(valid);
		if (!valid) {
			assertThat(outcome).extracting("why").isEqualTo(Refusal.REQUEST_INVALID);
			assertThat(outcome.toString()).contains("query parameter 'x'").doesNotContain("many", "yes");
		}
	}

	@Test
	void headersAndPathsAreCheckedToo() {
		Parameter level = parameter("header", "X-Level", Form.COMMAS,
				"{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}");
		assertThat(run(call("GET", "/a/b", "x-level", "1, 2", "x-level", "3"), level)).isEqualTo(Outcome.NEXT);
		assertThat(run(call("GET", "/a/b", "x-level", "high"), level).toString()).contains("X-Level");
		assertThat(run(call("GET", "/a/b"), level).toString()).contains("is missing");
		Parameter town = parameter("path", "town", Form.SINGLE, "{\"type\":\"string\",\"maxLength\":3}");
		assertThat(run(call("GET", "/a/b%20c"), town)).isEqualTo(Outcome.NEXT);
		assertThat(run(call("GET", "/a/long"), town).toString()).contains("path parameter 'town' breaks maxLength");
		assertThat(run(call("GET", "/a/b"), parameter("path", "none", Form.SINGLE, "{\"type\":\"integer\"}")))
			.isEqualTo(Outcome.NEXT);
	}

	@Test
	void objectsInHeadersAreOneWithAllFieldsOfTheirName() {
		Parameter level = parameter("header", "X-Level", Form.PAIRS,
				"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}");
		assertThat(run(call("GET", "/a/b", "x-level", "a, 2", "x-level", "b, c"), level)).isEqualTo(Outcome.NEXT);
		assertThat(run(call("GET", "/a/b", "x-level", "a, 2"), level).toString()).contains("X-Level", "required");
	}

	@Test
	void cookiesAreChecked() {
		Parameter size = parameter("cookie", "size_token", Form.SINGLE, "{\"type\":\"integer\"}");
		assertThat(run(call("GET", "/a/b", "cookie", "other=a; size_token=3"), size)).isEqualTo(Outcome.NEXT);
		assertThat(run(call("GET", "/a/b", "cookie", "size_token=many"), size).toString())
			.contains("cookie parameter 'size_token' breaks type")
			.doesNotContain("many");
		assertThat(run(call("GET", "/a/b", "cookie", "other=a"), size).toString()).contains("is missing");
		Parameter sizes = parameter("cookie", "sizes", Form.COMMAS,
				"{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}");
		assertThat(run(call("GET", "/a/b", "cookie", "sizes=1,2"), sizes)).isEqualTo(Outcome.NEXT);
		assertThat(run(call("GET", "/a/b", "cookie", "sizes=1,b"), sizes).toString()).contains("breaks type");
	}

	@Test
	void whatTheGatewayTakesAwayIsNotMissing() {
		assertThat(run(call("GET", "/a/b"), parameter("header", "Authorization", Form.SINGLE, "{}"),
				parameter("header", "Accept", Form.SINGLE, "{}"), parameter("header", "ApiKey", Form.SINGLE, "{}"),
				parameter("query", "apikey", Form.SINGLE, "{}")))
			.isEqualTo(Outcome.NEXT);
	}

	@Test
	void anEmptyValueHoldsWhereTheDefinitionAllowsIt() {
		assertThat(run(call("GET", "/a/b?x="),
				new Parameter("query", "x", true, true, Form.SINGLE, "{\"type\":\"integer\"}")))
			.isEqualTo(Outcome.NEXT);
	}

}
