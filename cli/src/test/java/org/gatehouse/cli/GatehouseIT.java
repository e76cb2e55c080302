package org.gatehouse.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands, run against a small server of the same shape.
 */
class GatehouseIT {

	private static final String APIS = """
			{"count":2,"list":[
			{"id":"a1","name":"Orders","version":"1.0.0","context":"/orders","lifeCycleStatus":"CREATED"},
			{"id":"a2","name":"Orders","version":"2.0.0","context":"/orders","lifeCycleStatus":"PUBLISHED"}],
			"pagination":{"offset":0,"limit":100,"total":2}}""";

	private final FakeGatehouse server = new FakeGatehouse();

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private final InputStream standardInput = System.in;

	@TempDir
	Path folder;

	GatehouseIT() throws IOException {
	}

	@BeforeEach
	void listApis() {
		this.server.answer("GET /api/am/publisher/v4/apis", 200, APIS);
	}

	@AfterEach
	void stop() {
		System.setIn(this.standardInput);
		this.server.close();
	}

	@Test
	void apisAreListedAsATable() {
		assertThat(run("get", "apis")).isEqualTo(0);
		assertThat(this.out.toString().lines()).containsExactly("NAME    VERSION  CONTEXT  LIFE CYCLE STATUS  ID",
				"Orders  1.0.0    /orders  CREATED            a1", "Orders  2.0.0    /orders  PUBLISHED          a2");
	}

	@Test
	void apisAreListedAsJsonWithAllTheirFields() {
		assertThat(run("get", "apis", "-o", "json")).isEqualTo(0);
		assertThat(this.out.toString()).contains("\"lifeCycleStatus\" : \"CREATED\"");
	}

	@Test
	void applicationsAreListed() {
		this.server.answer("GET /api/am/devportal/v3/applications", 200, """
				{"count":1,"list":[{"applicationId":"p1","name":"DefaultApplication","throttlingPolicy":"Unlimited",
				"subscriptionCount":3,"status":"APPROVED"}],"pagination":{"offset":0,"limit":100,"total":1}}""");
		assertThat(run("get", "applications")).isEqualTo(0);
		assertThat(this.out.toString()).contains("DefaultApplication  Unlimited");
	}

	@Test
	void aDocumentIsImported() throws IOException {
		this.server.answer("POST /api/am/publisher/v4/apis/import-openapi", 201,
				"{\"id\":\"a3\",\"name\":\"Stock\",\"version\":\"1.0.0\"}");
		Path document = Files.writeString(this.folder.resolve("stock.yaml"), "openapi: 3.1.0");
		assertThat(run("import", "openapi", document.toString(), "--context", "/stock", "--version", "1.0.0",
				"--endpoint", "http://localhost:9"))
			.isEqualTo(0);
		assertThat(this.out.toString()).contains("imported Stock 1.0.0 as a3");
		assertThat(this.server.requests.getLast()).contains("filename=\"stock.yaml\"", "openapi: 3.1.0",
				"\"context\":\"/stock\"", "\"url\":\"http://localhost:9\"");
	}

	@Test
	void aRefusedDocumentIsReportedWithItsPlace() throws IOException {
		this.server.answer("POST /api/am/publisher/v4/apis/import-openapi", 400,
				"{\"code\":900754,\"message\":\"Bad Request\",\"description\":\"The document is not valid\","
						+ "\"error\":[{\"code\":\"/paths\",\"message\":\"is missing\"}]}");
		Path document = Files.writeString(this.folder.resolve("bad.yaml"), "openapi: 3.1.0");
		assertThat(run("import", "openapi", document.toString())).isEqualTo(1);
		assertThat(this.err.toString()).contains("The document is not valid (HTTP 400)", "/paths: is missing");
	}

	@Test
	void anApiIsPublished() {
		this.server.answer("POST /api/am/publisher/v4/apis/change-lifecycle", 200, "{\"workflowStatus\":\"APPROVED\"}");
		assertThat(run("publish", "Orders:1.0.0")).isEqualTo(0);
		assertThat(this.server.requests.getLast()).contains("?action=Publish&apiId=a1");
		assertThat(this.out.toString()).contains("published Orders 1.0.0");
	}

	@Test
	void theSigningKeyIsRotated() {
		this.server.answer("POST /api/am/admin/v4/signing-keys", 201, "{\"keyId\":\"k2\",\"algorithm\":\"ES256\"}");
		assertThat(run("rotate", "signing-key", "--algorithm", "ES256")).isEqualTo(0);
		assertThat(this.server.requests.getLast()).contains("{\"algorithm\":\"ES256\"}");
		assertThat(this.out.toString()).contains("k2 (ES256)");
	}

	@Test
	void aVersionHasToBeNamedWhereThereAreSeveral() {
		assertThat(run("publish", "Orders")).isEqualTo(2);
		assertThat(this.err.toString()).contains("name one: 1.0.0, 2.0.0");
	}

	@Test
	void anUnknownApiIsNotFound() {
		assertThat(run("publish", "Ordres:1.0.0")).isEqualTo(4);
		assertThat(this.err.toString()).contains("no API is named 'Ordres'");
	}

	@Test
	void aConflictHasAnExitStatusOfItsOwn() {
		this.server.answer("POST /api/am/publisher/v4/apis/change-lifecycle", 409,
				"{\"code\":409,\"message\":\"Conflict\",\"description\":\"Already published\"}");
		assertThat(run("publish", "Orders:2.0.0")).isEqualTo(5);
	}

	@Test
	void aTokenIsPrintedAlone() {
		assertThat(run("token", "--scope", "apim:api_view")).isEqualTo(0);
		assertThat(this.out.toString().strip()).isEqualTo("token-of-admin");
	}

	@Test
	void aWrongPasswordIsAnAuthenticationFailureThatDoesNotShowIt() {
		assertThat(runAs("guessed", "get", "apis")).isEqualTo(3);
		assertThat(this.err.toString()).contains("Wrong user name or password").doesNotContain("guessed");
	}

	@Test
	void aServerThatIsNotThereIsSaidSo() {
		this.server.close();
		assertThat(run("get", "apis")).isEqualTo(1);
		assertThat(this.err.toString()).contains("nothing answers at", "--url");
	}

	@Test
	void aWrongCommandIsAUsageError() {
		assertThat(run("publsh", "Orders")).isEqualTo(2);
		assertThat(this.err.toString()).contains("gatehouse-cli publish");
	}

	private int run(String... arguments) {
		return runAs("secret", arguments);
	}

	private int runAs(String password, String... arguments) {
		System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
		List<String> all = new ArrayList<>(List.of(arguments));
		boolean command = arguments[0].equals("get") || !arguments[0].equals("gte");
		if (command) {
			all.addAll(List.of("--url", this.server.url(), "--password-stdin"));
		}
		return Gatehouse.run(new PrintWriter(this.out, true), new PrintWriter(this.err, true),
				all.toArray(String[]::new));
	}

}
