package org.gatehouse.server.launch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.gatehouse.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServerIT {

	private static final String READY = "Gatehouse is ready";

	private final int offset = ThreadLocalRandom.current().nextInt(21_000, 23_000);

	@TempDir
	Path data;

	@Test
	void startsOnAnEmptyDirectoryAndAgainAfterItWasKilled() throws Exception {
		String web = "https://localhost:" + (9443 + this.offset);
		String token;
		try (ServerProcess server = start(Map.of(), "--no-sample")) {
			server.await(READY);
			assertThat(server.status(web + "/readyz")).isEqualTo(200);
			assertThat(server.status(web + "/management")).isEqualTo(404);
			assertThat(server.status("https://localhost:" + (9164 + this.offset) + "/store")).isEqualTo(404);
			assertThat(server.status("https://localhost:" + (8243 + this.offset) + "/readyz")).isEqualTo(200);
			assertThat(server.status(web + "/internal/gateway/changes?since=0")).isEqualTo(401);
			token = Files.readString(this.data.resolve("keys/node.token"));
			server.killWithoutWarning();
		}
		try (ServerProcess server = start(Map.of(), "--no-sample")) {
			server.await(READY);
			assertThat(server.status(web + "/readyz")).isEqualTo(200);
			assertThat(Files.readString(this.data.resolve("keys/node.token"))).isEqualTo(token);
			assertThat(server.stop()).isZero();
			assertThat(this.data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
		}
	}

	@Test
	void aGatewayOfItsOwnFollowsAControlPlaneWithAnExternalDatabase() throws Exception {
		TestDatabase database = TestDatabase.create();
		Map<String, String> external = Map.of("GATEHOUSE_DB_URL", database.url(), "GATEHOUSE_DB_USER", database.user(),
				"GATEHOUSE_DB_PASSWORD", database.password());
		try (ServerProcess control = start(external, "--roles=publisher,store,keymanager")) {
			control.await(READY);
			assertThat(this.data.resolve("postgres")).doesNotExist();
			Path other = this.data.resolve("gateway-node");
			try (ServerProcess gateway = ServerProcess.run(other,
					Map.of("GATEHOUSE_CONTROL_PLANE_URL", "https://localhost:" + (9443 + this.offset),
							"GATEHOUSE_CONTROL_PLANE_CERTIFICATE", this.data.resolve("tls/gatehouse.crt").toString(),
							"GATEHOUSE_NODE_TOKEN_FILE", this.data.resolve("keys/node.token").toString()),
					"--roles=gateway", "--port-offset", Integer.toString(this.offset))) {
				gateway.await(READY);
				assertThat(gateway.status("https://localhost:" + (8243 + this.offset) + "/readyz")).isEqualTo(200);
			}
		}
	}

	@Test
	void aTakenPortIsRefusedInOneLine() throws Exception {
		try (ServerSocket taken = new ServerSocket()) {
			taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8280 + this.offset));
			assertRefused(start(Map.of()), "Port " + (8280 + this.offset), "--port-offset");
		}
	}

	@Test
	void aDirectoryThatCannotBeWrittenIsRefusedInOneLine() throws Exception {
		Path file = Files.createFile(this.data.resolve("file"));
		assertRefused(ServerProcess.run(file.resolve("below"), Map.of()), "cannot be written", "--data");
	}

	@Test
	void aMisspeltSettingIsRefusedInOneLine() throws Exception {
		assertRefused(start(Map.of("GATEHOUSE_DB_USR", "x")), "GATEHOUSE_DB_USR");
	}

	@Test
	void aDatabaseThatDoesNotAnswerIsRefusedInOneLine() throws Exception {
		assertRefused(start(Map.of("GATEHOUSE_DB_URL", "jdbc:postgresql://127.0.0.1:1/none"), "--no-sample"),
				"GATEHOUSE_DB_URL");
	}

	@Test
	void aKnownPasswordIsRefusedWhereOtherMachinesReachIt() throws Exception {
		assertRefused(start(Map.of("GATEHOUSE_BIND_ADDRESS", "0.0.0.0"), "--no-sample"), "GATEHOUSE_BIND_ADDRESS",
				"GATEHOUSE_ADMIN_PASSWORD");
	}

	private ServerProcess start(Map<String, String> environment, String... more) {
		String[] arguments = new String[more.length + 2];
		arguments[0] = "--port-offset";
		arguments[1] = Integer.toString(this.offset);
		System.arraycopy(more, 0, arguments, 2, more.length);
		return ServerProcess.run(this.data, environment, arguments);
	}

	private static void assertRefused(ServerProcess process, String... said) throws Exception {
		try (process) {
			assertThat(process.exitCode()).isEqualTo(1);
			assertThat(process.output()).last().asString().contains(said);
			assertThat(process.output()).noneMatch((line) -> line.contains("\tat "));
		}
	}

}
