package org.gatehouse.gatewaycore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Policies of APIs and operations, and the API template, on real calls.
 */
class MediationIT {

	private final GatewayKit kit = new GatewayKit();

	private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();

	@BeforeEach
	void keepBodies() {
		answering(200, "application/json", "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8));
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private void answering(int status, String type, byte[] body, String... headers) {
		this.kit.backend.onCall((exchange) -> {
			this.bodies.add(exchange.getRequestBody().readAllBytes());
			exchange.getResponseHeaders().set("Content-Type", type);
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			// Chunks, so that the framing has to change with the body.
			exchange.sendResponseHeaders(status, 0);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
			exchange.close();
		});
	}

	static PolicyUse use(String policy, String... parameters) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			given.put(parameters[i], parameters[i + 1]);
		}
		return new PolicyUse(policy, "v1", given, null);
	}

	private static Mediation request(PolicyUse... uses) {
		return new Mediation(List.of(uses), List.of(), List.of());
	}

	private static Mediation response(PolicyUse... uses) {
		return new Mediation(List.of(), List.of(uses), List.of());
	}

	private static Mediation fault(PolicyUse... uses) {
		return new Mediation(List.of(), List.of(), List.of(uses));
	}

	private Fixtures.ApiBuilder api(Mediation mediation) {
		return Fixtures.api("/m", this.kit.backend.url("/b"))
			.operations(open(HttpVerb.GET, "/{state}/{town}", Mediation.DEFAULT),
					open(HttpVerb.POST, "/*", Mediation.DEFAULT), open(HttpVerb.GET, "/*", Mediation.DEFAULT),
					open(HttpVerb.HEAD, "/*", Mediation.DEFAULT))
			.runtime(ApiRuntime.DEFAULT.withMediation(mediation));
	}

	private static SnapshotEntry.Operation open(HttpVerb verb, String pattern, Mediation mediation) {
		SnapshotEntry.Operation plain = Fixtures.operation(verb, pattern, AuthType.NONE);
		return new SnapshotEntry.Operation(plain.verb(), plain.pattern(), plain.authType(), plain.scopes(),
				plain.tier(), plain.produces(), OperationRuntime.DEFAULT.withMediation(mediation));
	}

	private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body, String... headers) {
		HttpRequest.Builder request = this.kit.request(path).POST(body);
		return this.kit.send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private static HttpRequest.BodyPublisher text(String body) {
		return HttpRequest.BodyPublishers.ofString(body);
	}

	private String received() throws InterruptedException {
		byte[] body = this.bodies.poll(5, TimeUnit.SECONDS);
		return (body == null) ? "nothing" : new String(body, StandardCharsets.UTF_8);
	}

	@Test
	void aCallsHeadIsChangedBeforeItIsForwarded() throws Exception {
		this.kit.deploy(api(request(
				use("setHeader", "headerName", "X-Town", "headerValue",
						"${request.pathParameters.town}-${request.query.q}"),
				use("addQueryParam", "paramKey", "k", "paramValue", "1 2"), use("removeQueryParam", "paramKey", "q"),
				use("rewriteResourcePath", "newResourcePath", "/v2/${request.pathParameters.state}"),
				use("rewriteHTTPMethod", "updatedMethod", "POST")))
			.build());
		assertThat(this.kit.get("/m/1.0.0/texas/houston?q=7&z").statusCode()).isEqualTo(200);
		TestBackend.Call call = this.kit.backend.calls().take();
		assertThat(call.method()).isEqualTo("POST");
		assertThat(call.target()).isEqualTo("/b/v2/texas?z&k=1%202");
		assertThat(call.header("X-Town")).containsExactly("houston-7");
	}

	@Test
	void aBodyIsGatheredReplacedAndFramedAnew() throws Exception {
		this.kit.deploy(api(request(use("jsonToXML"))).build());
		HttpResponse<String> answer = post("/m/1.0.0/x",
				HttpRequest.BodyPublishers.fromPublisher(text("{\"a\":\"" + "x".repeat(30_000) + "\",\"b\":1}")),
				"Content-Type", "application/json");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(received()).isEqualTo("<root><a>" + "x".repeat(30_000) + "</a><b>1</b></root>");
		TestBackend.Call call = this.kit.backend.calls().take();
		assertThat(call.header("Content-type")).containsExactly("application/xml; charset=UTF-8");
		assertThat(call.header("Transfer-encoding")).isEmpty();
		assertThat(call.header("Content-length")).hasSize(1);
	}

	@Test
	void connectionsServeCallsWithAndWithoutGatheringInTurn() throws Exception {
		this.kit.deploy(api(request(use("jsonThreatProtector").withCondition("request.method == 'POST'"))).build());
		for (int i = 0; i < 20; i++) {
			assertThat(post("/m/1.0.0/x", text("[" + i + "]")).statusCode()).isEqualTo(200);
			assertThat(received()).isEqualTo("[" + i + "]");
			assertThat(this.kit.get("/m/1.0.0/x").statusCode()).isEqualTo(200);
			received();
			assertThat(post("/m/1.0.0/x", text("[" + i)).statusCode()).isEqualTo(400);
		}
		assertThat(this.kit.backend.calls()).hasSize(40);
	}

	@Test
	void aBodyBeyondTheBoundIsRefusedAndTheBackendNotCalled() {
		this.kit.deploy(api(request(use("jsonThreatProtector", "maxBytes", "1000"))).build());
		HttpResponse<String> answer = post("/m/1.0.0/x", text("[" + " ".repeat(2000) + "]"));
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(this.kit.backend.calls()).isEmpty();
	}

	@Test
	void aClientThatWaitsForContinueIsToldToSendItsBody() throws Exception {
		this.kit.deploy(api(request(use("jsonThreatProtector"))).build());
		HttpResponse<String> answer = this.kit
			.send(this.kit.request("/m/1.0.0/x").POST(text("[1]")).expectContinue(true).build());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(received()).isEqualTo("[1]");
	}

	@Test
	void aPackedBodyIsJudgedUnpacked() throws Exception {
		this.kit.deploy(api(request(use("jsonThreatProtector", "maxBytes", "1000"))).build());
		HttpResponse<String> good = post("/m/1.0.0/x", HttpRequest.BodyPublishers.ofByteArray(gzip("[1,2]")),
				"Content-Encoding", "gzip");
		assertThat(good.statusCode()).isEqualTo(200);
		assertThat(received()).isEqualTo("[1,2]");
		assertThat(this.kit.backend.calls().take().header("Content-encoding")).isEmpty();
		assertThat(post("/m/1.0.0/x", HttpRequest.BodyPublishers.ofByteArray(gzip("[" + " ".repeat(100_000) + "]")),
				"Content-Encoding", "gzip")
			.statusCode()).isEqualTo(413);
		assertThat(post("/m/1.0.0/x", text("[1]"), "Content-Encoding", "br").statusCode()).isEqualTo(415);
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return packed.toByteArray();
	}

	@Test
	void anAnswerIsConvertedOnItsWayOut() {
		this.kit.deploy(api(response(use("jsonToXML"),
				use("setHeader", "headerName", "X-Status", "headerValue", "${string(response.status)}")))
			.build());
		HttpResponse<String> answer = this.kit.get("/m/1.0.0/x", "Range", "bytes=0-1", "Accept-Encoding", "br");
		assertThat(answer.body()).isEqualTo("<root><a>1</a><a>2</a></root>");
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/xml; charset=UTF-8");
		assertThat(answer.headers().firstValue("content-length")).hasValue("29");
		assertThat(answer.headers().firstValue("transfer-encoding")).isEmpty();
		assertThat(answer.headers().firstValue("x-status")).hasValue("200");
		TestBackend.Call call = this.kit.backend.calls().element();
		assertThat(call.header("Range")).isEmpty();
		assertThat(call.header("Accept-encoding")).containsExactly("identity");
	}

	@Test
	void aLongAnswerIsConvertedToo() {
		answering(200, "application/json",
				("{\"a\":\"" + "y".repeat(200_000) + "\",\"b\":1}").getBytes(StandardCharsets.UTF_8));
		this.kit.deploy(api(response(use("jsonToXML"))).build());
		for (int i = 0; i < 5; i++) {
			assertThat(this.kit.get("/m/1.0.0/x").body()).hasSize(200_000 + 28);
		}
	}

	@Test
	void anAnswerToHeadHasNoBodyToConvert() {
		this.kit.deploy(api(response(use("jsonToXML"))).build());
		HttpResponse<String> answer = this.kit
			.send(this.kit.request("/m/1.0.0/x").method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(this.kit.get("/m/1.0.0/x").statusCode()).isEqualTo(200);
	}

	@Test
	void anAnswerThatCannotBeReadIsTheBackendsFailure() {
		this.kit.deploy(api(response(use("xmlToJSON", "maxBytes", "100"))).build());
		assertThat(this.kit.get("/m/1.0.0/x").statusCode()).isEqualTo(502);
		answering(200, "text/xml", ("<a>" + "x".repeat(200) + "</a>").getBytes(StandardCharsets.UTF_8));
		assertThat(this.kit.get("/m/1.0.0/x").statusCode()).isEqualTo(502);
		answering(200, "text/xml", "<a>b</a>".getBytes(StandardCharsets.UTF_8));
		assertThat(this.kit.get("/m/1.0.0/x").body()).isEqualTo("{\"a\":\"b\"}");
	}

	@Test
	void aSizeIsLimitedWhileABodyPasses() {
		this.kit.deploy(api(request(use("limitSize", "maxBytes", "1000"))).build());
		assertThat(post("/m/1.0.0/x", text("x".repeat(1000))).statusCode()).isEqualTo(200);
		assertThat(post("/m/1.0.0/x", text("x".repeat(1001))).statusCode()).isEqualTo(413);
		assertThat(post("/m/1.0.0/x", HttpRequest.BodyPublishers.fromPublisher(text("x".repeat(100_000)))).statusCode())
			.isEqualTo(413);
	}

	@Test
	void anAnswerThatGrowsTooLongIsCutOff() {
		answering(200, "text/plain", new byte[100_000]);
		this.kit.deploy(api(response(use("limitSize", "maxBytes", "1000"))).build());
		assertThatThrownBy(() -> this.kit.get("/m/1.0.0/x")).hasRootCauseInstanceOf(IOException.class);
	}

	@Test
	void policiesAnswerByThemselves() {
		this.kit.deploy(api(request(
				use("mockResponse", "statusCode", "418", "contentType", "text/plain", "body", "I am ${api.name}")
					.withCondition("request.path == '/mock'"),
				use("redirect", "location", "https://example.com/${request.query.p}", "statusCode", "308")
					.withCondition("request.path == '/redirect'")))
			.build());
		HttpResponse<String> mock = this.kit.get("/m/1.0.0/mock");
		assertThat(mock.statusCode()).isEqualTo(418);
		assertThat(mock.body()).isEqualTo("I am api-m");
		assertThat(mock.headers().firstValue("content-type")).hasValue("text/plain");
		HttpResponse<String> redirect = this.kit.get("/m/1.0.0/redirect?p=.evil.org");
		assertThat(redirect.statusCode()).isEqualTo(308);
		assertThat(this.kit.backend.calls()).isEmpty();
	}

	@Test
	void aPathThatHasNoSingleReadingIsRefused() {
		this.kit.deploy(api(request(use("rewriteResourcePath", "newResourcePath", "/a/${request.query.p}/b"))).build());
		assertThat(this.kit.get("/m/1.0.0/x?p=..").statusCode()).isEqualTo(400);
		assertThat(this.kit.get("/m/1.0.0/x?p=a%2Fb").statusCode()).isEqualTo(400);
		assertThat(this.kit.get("/m/1.0.0/x").statusCode()).isEqualTo(400);
		assertThat(this.kit.get("/m/1.0.0/x?p=ok").statusCode()).isEqualTo(200);
	}

	@Test
	void faultPoliciesSeeEveryRefusalOfTheOperation() {
		Mediation faults = fault(use("setHeader", "headerName", "X-Code", "headerValue", "${fault.code}"),
				use("setBody", "body", "{\"sorry\":${fault.status}}").withCondition("fault.code == '900902'"));
		this.kit.deploy(Fixtures.api("/m", this.kit.backend.url("/b"))
			.runtime(ApiRuntime.DEFAULT.withMediation(faults))
			.build());
		HttpResponse<String> answer = this.kit.get("/m/1.0.0/x");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("x-code")).hasValue("900902");
		assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
		assertThat(answer.body()).isEqualTo("{\"sorry\":401}");
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
	}

	@Test
	void theTemplateTheApiAndTheOperationActInThisOrderAndBackAgain() throws Exception {
		Mediation ofOperation = new Mediation(List.of(add("operation")), List.of(add("operation")), List.of());
		Mediation ofApi = new Mediation(List.of(add("api")), List.of(add("api")), List.of());
		this.kit.deploy(Fixtures.api("/m", this.kit.backend.url("/b"))
			.operations(open(HttpVerb.GET, "/*", ofOperation))
			.runtime(ApiRuntime.DEFAULT.withMediation(ofApi))
			.build());
		this.kit.deploy(new SnapshotEntry.ApiTemplate(Fixtures.TENANT_DOMAIN,
				new Mediation(List.of(add("template")), List.of(add("template")), List.of())));
		HttpResponse<String> answer = this.kit.get("/m/1.0.0/x");
		assertThat(this.kit.backend.calls().take().header("X-trail")).containsExactlyInAnyOrder("template", "api",
				"operation");
		assertThat(answer.headers().allValues("x-trail")).containsExactly("operation", "api", "template");
		this.kit.deploy(new SnapshotEntry.ApiTemplate(Fixtures.TENANT_DOMAIN, request(use("nonsense"))));
		assertThat(this.kit.get("/m/1.0.0/x").headers().allValues("x-trail")).containsExactly("operation", "api",
				"template");
		this.kit.remove("api-template:" + Fixtures.TENANT_DOMAIN);
		assertThat(this.kit.get("/m/1.0.0/x").headers().allValues("x-trail")).containsExactly("operation", "api");
	}

	private static PolicyUse add(String who) {
		return use("addHeader", "headerName", "X-Trail", "headerValue", who);
	}

	@Test
	void aBrokenChangeLeavesTheGoodVersionInForce() {
		Fixtures.ApiBuilder api = api(request(use("mockResponse", "body", "good")));
		this.kit.deploy(api.build());
		this.kit.deploy(
				api.runtime(ApiRuntime.DEFAULT.withMediation(request(use("mockResponse", "statusCode", "x")))).build());
		assertThat(this.kit.get("/m/1.0.0/x").body()).isEqualTo("good");
	}

	@Test
	void aPrototypeAnswersWithItsExamplesWithoutABackend() {
		OperationDefinition definition = new OperationDefinition("3.0", false, List.of(),
				List.of(new OperationDefinition.Answer("200", "application/json", null, "{\"ok\":1}"),
						new OperationDefinition.Answer("404", "application/json", null, "{\"gone\":1}")),
				List.of());
		SnapshotEntry.Operation plain = Fixtures.operation(HttpVerb.GET, "/*");
		this.kit.deploy(Fixtures.api("/m", this.kit.backend.url(""))
			.production(null)
			.state(LifecycleState.PROTOTYPED)
			.operations(new SnapshotEntry.Operation(plain.verb(), plain.pattern(), plain.authType(), plain.scopes(),
					plain.tier(), plain.produces(), OperationRuntime.DEFAULT.withDefinition(definition)))
			.runtime(ApiRuntime.DEFAULT.withMediation(request(use("mockFromDefinition"))))
			.build());
		assertThat(this.kit.get("/m/1.0.0/x").body()).isEqualTo("{\"ok\":1}");
		HttpResponse<String> other = this.kit.get("/m/1.0.0/x", "Prefer", "code=404");
		assertThat(other.statusCode()).isEqualTo(404);
		assertThat(other.body()).isEqualTo("{\"gone\":1}");
		assertThat(other.headers().firstValue("preference-applied")).hasValue("code=404");
	}

}
