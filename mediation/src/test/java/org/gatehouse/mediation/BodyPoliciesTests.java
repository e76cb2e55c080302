package org.gatehouse.mediation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.OperationDefinition.Answer;
import org.gatehouse.common.runtime.OperationDefinition.Body;
import org.gatehouse.common.runtime.PolicyUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.gatehouse.mediation.TestMessages.answer;
import static org.gatehouse.mediation.TestMessages.body;
import static org.gatehouse.mediation.TestMessages.call;
import static org.gatehouse.mediation.TestMessages.posted;
import static org.gatehouse.mediation.TestMessages.problems;
import static org.gatehouse.mediation.TestMessages.request;
import static org.gatehouse.mediation.TestMessages.response;
import static org.gatehouse.mediation.TestMessages.use;

/** The policies on bodies. */
class BodyPoliciesTests {

	private static final String SCHEMA = """
			{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":5,"pattern":"^[a-z]+$"},
			"price":{"$ref":"#/components/schemas/Price"}},"components":{"schemas":{"Price":{"type":"number","nullable":true}}}}""";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"order":{"@id":"7","item":["a","b"],"note":null}} | <order id="7"><item>a</item><item>b</item><note></note></order>
					{"a":1,"b":{"c":true}}                             | <root><a>1</a><b><c>true</c></b></root>
					[1,[2,3]]                                          | <root><item>1</item><item><item>2</item><item>3</item></item></root>
					{"1 <b>":"x & <y>"}                                | <_1__b_>x &amp; &lt;y&gt;</_1__b_>
					"text"                                             | <root>text</root>
					""")
	void jsonBecomesXml(String json, String xml) {
		Message message = posted("application/json", json);
		assertThat(request(use("jsonToXML")).run(message, 0)).isEqualTo(Outcome.NEXT);
		assertThat(body(message)).isEqualTo(xml);
		assertThat(message.requestHeaders().get("content-type")).isEqualTo("application/xml; charset=UTF-8");
		assertThat(message.isBodyChanged()).isTrue();
	}

	@Test
	void controlCharactersDoNotBreakTheXml() throws Exception {
		Message message = posted("application/json", "{\"a\":\"x\\u0000y\"}");
		request(use("jsonToXML")).run(message, 0);
		assertThat(Conversions.json(message.body(), true).toString()).isEqualTo("{\"a\":\"x\ufffdy\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					<order id="7"><item>a</item><item>b</item><note/></order> | true  | {"order":{"@id":"7","item":["a","b"],"note":""}}
					<a>1</a>                                                  | true  | {"a":"1"}
					<a x="1">t<b/></a>                                        | false | {"@x":"1","b":"","#text":"t"}
					<a><![CDATA[<&>]]></a>                                    | true  | {"a":"<&>"}
					""")
	void xmlBecomesJson(String xml, String keepRoot, String json) {
		Message message = answer(200, "text/xml", xml);
		assertThat(response(null, use("xmlToJSON", "keepRoot", keepRoot)).run(message, 0)).isEqualTo(Outcome.NEXT);
		assertThat(body(message)).isEqualTo(json);
	}

	@Test
	void whatCannotBeConvertedIsRefusedByWhoseBodyItIs() {
		assertThat(request(use("jsonToXML")).run(posted("application/json", "{"), 0)).extracting("why")
			.isEqualTo(Refusal.REQUEST_UNREADABLE);
		assertThat(response(null, use("xmlToJSON")).run(answer(200, "text/xml", "<a>"), 0)).extracting("why")
			.isEqualTo(Refusal.ANSWER_UNREADABLE);
		assertThat(request(use("jsonToXML")).run(posted("application/json", "[".repeat(5000)), 0)).extracting("why")
			.isEqualTo(Refusal.REQUEST_UNREADABLE);
		assertThat(request(use("xmlToJSON")).run(posted("text/xml", "<a>".repeat(5000)), 0)).extracting("why")
			.isEqualTo(Refusal.REQUEST_UNREADABLE);
	}

	@Test
	void aTemplateMakesABodyOfTheOneThatWasThere() {
		Message message = posted("application/json", "{\"name\":\"a\\\"b\",\"n\":2}");
		request(use("setBody", "body", "{\"who\":\"${body.name}\",\"twice\":${body.n * 2},\"by\":\"${claims.sub}\"}"))
			.run(message, 0);
		assertThat(body(message)).isEqualTo("{\"who\":\"a\\\"b\",\"twice\":4,\"by\":\"mary\"}");
		Message xml = posted("application/json", "{\"name\":\"<&\"}");
		request(use("setBody", "contentType", "text/xml", "body", "<a>${body.name}</a>")).run(xml, 0);
		assertThat(body(xml)).isEqualTo("<a>&lt;&amp;</a>");
		assertThat(problems(use("setBody", "contentType", "text", "body", "x"))).hasSize(1);
	}

	@Test
	void aMockAnswersWithoutTheBackend() {
		assertThat(request(use("mockResponse", "statusCode", "201", "body", "{\"for\":\"${request.path}\"}"))
			.run(call("GET", "/x"), 0)).isInstanceOfSatisfying(Outcome.Answer.class, (made) -> {
				assertThat(made.status()).isEqualTo(201);
				assertThat(made.body()).isEqualTo("{\"for\":\"/x\"}");
				assertThat(made.headers()).containsEntry("content-type", "application/json");
			});
		assertThat(problems(use("mockResponse", "statusCode", "99"))).hasSize(1);
	}

	@Test
	void aSizeIsLimitedByWhatIsAnnouncedAndByWhatComes() {
		Steps steps = request(use("limitSize", "maxBytes", "10"));
		assertThat(steps.mayReadBody()).isFalse();
		assertThat(steps.run(call("POST", "/", "content-length", "11"), 0)).extracting("why")
			.isEqualTo(Refusal.REQUEST_TOO_LARGE);
		Message chunked = call("POST", "/");
		assertThat(steps.run(chunked, 0)).isEqualTo(Outcome.NEXT);
		assertThat(chunked.most()).isEqualTo(10);
	}

	@Test
	void aBodyIsAskedForOnceAndWithinTheBound() {
		Steps steps = request(use("setHeader", "headerName", "X", "headerValue", "1"),
				use("jsonThreatProtector", "maxBytes", "5"));
		assertThat(steps.run(call("POST", "/"), 0)).isEqualTo(new Outcome.NeedsBody(1, 5));
		assertThat(steps.run(posted("application/json", "[1,2,3]"), 1)).extracting("why")
			.isEqualTo(Refusal.REQUEST_TOO_LARGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":2}", "[[[[1]]]]", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}", "[1,2,3,4,5,6]",
			"\"12345678901\"", "{\"12345678\":1}", "1234567890123", "{", "[1] [2]", "<a/>", "nul" })
	void dangerousJsonIsRefused(String json) {
		assertThat(request(use("jsonThreatProtector", "maxJsonDepth", "3", "maxPropertyCount", "3",
				"maxArrayElementCount", "5", "maxStringLength", "10", "maxKeyLength", "7", "maxNumberLength", "12"))
			.run(posted("application/json", json), 0)).extracting("why").isEqualTo(Refusal.THREAT);
	}

	@Test
	void usualJsonPasses() {
		PolicyUse use = use("jsonThreatProtector");
		assertThat(request(use).run(posted("application/json", "{\"a\":[1,{\"b\":null}],\"c\":\"x\"}"), 0))
			.isEqualTo(Outcome.NEXT);
		assertThat(request(use).run(posted("application/json", ""), 0)).isEqualTo(Outcome.NEXT);
		assertThat(problems(use("jsonThreatProtector", "maxJsonDepth", "0"))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
			"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "<a><b><c><d/></c></b></a>", "<a><b/><b/><b/><b/></a>",
			"<a u=\"1\" v=\"2\" w=\"3\"/>", "<a>12345678901</a>", "<a>123456<![CDATA[78901]]></a>",
			"<a v=\"12345678901\"/>", "<abcdefghi/>", "<a>", "{}", "<a>&x;</a>", "<a/><b/>" })
	void dangerousXmlIsRefused(String xml) {
		assertThat(
				request(use("xmlThreatProtector", "maxXmlDepth", "3", "maxAttributeCount", "2", "maxChildrenPerElement",
						"3", "maxTextLength", "10", "maxNameLength", "8"))
					.run(posted("text/xml", xml), 0))
			.extracting("why")
			.isEqualTo(Refusal.THREAT);
	}

	@Test
	void usualXmlPasses() {
		assertThat(request(use("xmlThreatProtector"))
			.run(posted("text/xml", "<?xml version=\"1.0\"?><a x=\"1\"><b>t</b>&lt;</a>"), 0)).isEqualTo(Outcome.NEXT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/a?q=union+select  | 1       | {}           | true
			/a?q=%75nion%20select | 1    | {}           | true
			/a                 | 1       | union select | true
			/a                 | union select | {}      | true
			/a?q=reunion       | 1       | {}           | false
			""")
	void aRegularExpressionIsFoundWhereverItIsLookedFor(String target, String header, String body, boolean found) {
		Message message = call("POST", target, "x-a", header);
		message.arrived(body.getBytes(StandardCharsets.UTF_8));
		assertThat(request(use("regularExpressionProtector", "regex", "(?i)union\\s+select", "checkHeaders", "true",
				"checkBody", "true"))
			.run(message, 0) instanceof Outcome.Refused).isEqualTo(found);
	}

	@Test
	void aRegularExpressionTakesNoLongerThanItsText() {
		Message message = posted("text/plain", "a".repeat(200_000) + "!");
		long begun = System.nanoTime();
		assertThat(request(use("regularExpressionProtector", "regex", "^(a+)+$", "checkBody", "true")).run(message, 0))
			.isEqualTo(Outcome.NEXT);
		assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
		assertThat(problems(use("regularExpressionProtector", "regex", "(?=a)"))).hasSize(1);
		assertThat(
				problems(use("regularExpressionProtector", "regex", "a", "checkPath", "false", "checkQuery", "false")))
			.hasSize(1);
	}

	private static OperationDefinition definition() {
		return new OperationDefinition("3.0", true, List.of(new Body("application/json", SCHEMA)),
				List.of(new Answer("200", "application/json", SCHEMA, "{\"name\":\"abc\"}"),
						new Answer("200", "text/plain", null, "abc"), new Answer("404", null, null, null),
						new Answer("5XX", "application/json", null, "{\"oops\":true}")),
				List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json | {"name":"abc","price":null} | true
			application/json | {"name":"abc","price":"x"}  | false
			application/json | {"name":"ABC"}              | false
			application/json | {"name":"abcdef"}           | false
			application/json | {}                          | false
			application/json | []                          | false
			application/json | {                           | false
			text/plain       | abc                         | false
			application/json;charset=utf-8 | {"name":"abc"} | true
			""")
	void aCallIsCheckedAgainstItsSchema(String type, String body, boolean valid) {
		Outcome outcome = request(definition(), use("validateSchema")).run(posted(type, body), 0);
		assertThat(outcome == Outcome.NEXT).as(outcome.toString()).isEqualTo(valid);
		assertThat(outcome.toString()).doesNotContain("ABC", "abcdef");
	}

	@Test
	void anAnswerIsCheckedAgainstItsSchema() {
		Steps steps = response(definition(), use("validateSchema"));
		assertThat(steps.run(answer(200, "application/json", "{\"name\":\"abc\"}"), 0)).isEqualTo(Outcome.NEXT);
		assertThat(steps.run(answer(200, "application/json", "{}"), 0)).extracting("why")
			.isEqualTo(Refusal.ANSWER_INVALID);
		assertThat(steps.run(answer(404, "text/html", "gone"), 0)).isEqualTo(Outcome.NEXT);
		assertThat(steps.run(answer(201, "application/json", "{}"), 0)).isInstanceOf(Outcome.Refused.class);
		assertThat(steps.run(answer(503, "application/json", "{}"), 0)).isEqualTo(Outcome.NEXT);
	}

	@Test
	void aMissingBodyIsInvalidWhereOneIsRequired() {
		assertThat(request(definition(), use("validateSchema")).run(posted("application/json", ""), 0))
			.isInstanceOf(Outcome.Refused.class);
	}

	@Test
	void aSchemaThatRefersElsewhereIsRefused() {
		OperationDefinition bad = new OperationDefinition("3.0", false,
				List.of(new Body("application/json", "{\"$ref\":\"http://127.0.0.1/x\"}")), List.of(), List.of());
		assertThat(catchThrowableOfType(BadPolicies.class, () -> request(bad, use("validateSchema"))))
			.hasMessageContaining("http://127.0.0.1/x");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			-        | -                | 200 | application/json | {"name":"abc"}
			-        | text/plain       | 200 | text/plain       | abc
			code=404 | -                | 404 | -                | ''
			code=503 | -                | 503 | application/json | {"oops":true}
			code=418 | -                | 200 | application/json | {"name":"abc"}
			respond-async, code=503; wait=1 | - | 503 | application/json | {"oops":true}
			""")
	void examplesOfTheDefinitionAnswer(String prefer, String accept, int status, String type, String body) {
		Message message = call("GET", "/", "prefer", (prefer == null) ? "" : prefer, "accept",
				(accept == null) ? "" : accept);
		assertThat(request(definition(), use(Catalogue.MOCK)).run(message, 0))
			.isInstanceOfSatisfying(Outcome.Answer.class, (made) -> {
				assertThat(made.status()).isEqualTo(status);
				assertThat(made.headers().get("content-type")).isEqualTo(type);
				assertThat(made.body()).isEqualTo(body);
			});
	}

	@Test
	void whereNothingIsDescribedNothingIsMadeUp() {
		assertThat(request(use(Catalogue.MOCK)).run(call("GET", "/"), 0))
			.isEqualTo(new Outcome.Refused(Refusal.NO_EXAMPLE, ""));
	}

	@Test
	void aContentCodingIsTakenOffWithinTheBound() throws Exception {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(new byte[100_000]);
		}
		TestFields headers = new TestFields();
		headers.set("content-encoding", "gzip");
		Bodies.Plain bomb = Bodies.plain(packed.toByteArray(), headers, 10_000, Flow.REQUEST);
		assertThat(bomb.refused()).isNotNull().extracting("why").isEqualTo(Refusal.REQUEST_TOO_LARGE);
		Bodies.Plain plain = Bodies.plain(packed.toByteArray(), headers, 100_000, Flow.RESPONSE);
		assertThat(plain.bytes()).hasSize(100_000);
		assertThat(headers.get("content-encoding")).isNull();
		headers.set("content-encoding", "br");
		assertThat(Bodies.plain(new byte[5], headers, 10, Flow.REQUEST).refused()).isNotNull()
			.extracting("why")
			.isEqualTo(Refusal.REQUEST_CODING_UNKNOWN);
		headers.set("content-encoding", "gzip");
		assertThat(Bodies.plain(new byte[5], headers, 10, Flow.RESPONSE).refused()).isNotNull()
			.extracting("why")
			.isEqualTo(Refusal.ANSWER_UNREADABLE);
	}

}
