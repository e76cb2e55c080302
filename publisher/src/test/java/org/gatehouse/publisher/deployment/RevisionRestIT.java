package org.gatehouse.publisher.deployment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class RevisionRestIT extends PublisherRestTest {

	@Autowired
	GatewayNodes nodes;

	@Autowired
	EndpointHealths healths;

	@Test
	void anEditIsInForceOnceItsRevisionIsDeployed() {
		String id = published();
		Answer present = get("/apis/" + id);
		put("/apis/" + id, api(present.at("/name"), present.at("/context"),
				"'operations':[{'target':'/only','verb':'GET','authType':'None'}]"), present.tag());
		assertThat(this.fixture.deployed(id).orElseThrow().operations()).hasSize(5);

		Answer revision = post("/apis/" + id + "/revisions", "{'description':'open'}");
		assertThat(revision.status()).isEqualTo(201);
		assertThat(revision.at("/displayName")).isEqualTo("Revision 2");
		Answer deployed = post("/apis/" + id + "/deploy-revision?revisionId=" + revision.id(),
				"[{'name':'Default','vhost':'localhost','displayOnDevportal':true}]");

		assertThat(deployed.status()).isEqualTo(200);
		assertThat(deployed.at("/0/revisionUuid")).isEqualTo(revision.id());
		assertThat(this.fixture.deployed(id).orElseThrow()).satisfies(entry -> {
			assertThat(entry.revision()).isEqualTo(2);
			assertThat(entry.operations()).singleElement()
				.satisfies(operation -> assertThat(operation.authType()).isEqualTo(AuthType.NONE));
		});
		assertThat(get("/apis/" + id + "/revisions?query=deployed:true").body().get("list").findValuesAsString("id"))
			.contains(revision.id());
	}

	@Test
	void anUndeployedApiIsTakenFromTheGateways() {
		String id = published();
		String revision = get("/apis/" + id + "/revisions").at("/list/0/id");

		assertThat(post("/apis/" + id + "/undeploy-revision?revisionId=" + revision, "[{'name':'Default'}]").status())
			.isEqualTo(201);

		assertThat(this.fixture.deployed(id)).isEmpty();
		assertThat(get("/apis/" + id + "/deployments").body().get("list")).isEmpty();
		assertThat(post("/apis/" + id + "/undeploy-revision?revisionId=" + revision, "[]").status()).isEqualTo(400);
	}

	@Test
	void aDeployedRevisionCannotBeDeletedAndAnotherCan() {
		String id = published();
		String deployed = get("/apis/" + id + "/revisions").at("/list/0/id");
		String other = post("/apis/" + id + "/revisions", "{}").id();

		assertThat(delete("/apis/" + id + "/revisions/" + deployed).status()).isEqualTo(409);
		assertThat(delete("/apis/" + id + "/revisions/" + other).at("/count")).isEqualTo("1");
	}

	@Test
	void unknownRevisionsAndEnvironmentsAreRefused() {
		String id = published();
		String foreign = get("/apis/" + published() + "/revisions").at("/list/0/id");
		String own = get("/apis/" + id + "/revisions").at("/list/0/id");

		assertThat(post("/apis/" + id + "/deploy-revision?revisionId=" + UUID.randomUUID(), "[]").status())
			.isEqualTo(404);
		assertThat(post("/apis/" + id + "/deploy-revision?revisionId=" + foreign, "[]").status()).isEqualTo(404);
		assertThat(post("/apis/" + id + "/deploy-revision?revisionId=" + own, "[{'name':'Moon'}]").at("/error/0/code"))
			.isEqualTo("[0].name");
		assertThat(post("/apis/" + id + "/deploy-revision", "[]").status()).isEqualTo(400);
		assertThat(post("/apis/" + id + "/revisions", "{'description':7}").status()).isEqualTo(400);
	}

	@Test
	void aRevisionWithoutEndpointCannotBeDeployed() {
		String id = post("/apis", api("")).id();
		String revision = post("/apis/" + id + "/revisions", "{}").id();

		assertThat(post("/apis/" + id + "/deploy-revision?revisionId=" + revision, "[]").at("/error/0/code"))
			.isEqualTo("endpointConfig");
	}

	@Test
	void endpointsThatFailAtAGatewayAreKnown() {
		ApiId id = new ApiId(UUID.fromString(post("/apis",
				api("'policies':['Gold'],'endpointConfig':{'endpoint_type':'load_balance','production_endpoints':["
						+ "{'url':'http://a.example'},{'url':'http://b.example','config':{'suspendDuration':'0'}},"
						+ "{'url':'http://c.example'}]}"))
			.id()));
		assertThat(this.fixture.within(() -> this.healths.of(id))).as("not deployed").isEmpty();
		step(id.toString(), "Publish");
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		String node = "health-" + id;
		List<EndpointHealth> failing = List.of(
				new EndpointHealth(id, KeyType.PRODUCTION, "http://a.example", now, now.plusSeconds(60), 3),
				new EndpointHealth(id, KeyType.PRODUCTION, "http://c.example", now, now.minusSeconds(1), 1),
				new EndpointHealth(ApiId.random(), KeyType.PRODUCTION, "http://b.example", now, now, 1),
				new EndpointHealth(id, KeyType.SANDBOX, "http://b.example", now, now, 1));
		List<EndpointHealths.Standing> found = this.fixture.within(() -> {
			this.nodes.save(new GatewayReport(node, "Default", "h", 1, now, null, failing));
			return this.healths.of(id);
		});
		assertThat(found).extracting(EndpointHealths.Standing::state)
			.containsExactly(EndpointHealths.State.SUSPENDED, EndpointHealths.State.UNWATCHED,
					EndpointHealths.State.TRIED);
		assertThat(found.getFirst()).isEqualTo(new EndpointHealths.Standing(KeyType.PRODUCTION, "http://a.example",
				EndpointHealths.State.SUSPENDED, node + " (h)", now, now.plusSeconds(60), 3));
	}

	@Test
	void deploymentsShowTheGatewaysThatRunThem() {
		String id = published();
		long revision = this.fixture.feedRevision("api:" + id);
		String behind = "behind-" + id;
		String ahead = "ahead-" + id;
		this.fixture.within(() -> {
			this.nodes.save(new GatewayReport(behind, "Default", "h1", revision - 1, Instant.now(), null, List.of()));
			this.nodes.save(new GatewayReport(ahead, "Default", "h2", revision - 1, Instant.now(), null, List.of()));
			this.nodes.save(new GatewayReport(ahead, "Default", "h2", revision, Instant.now(), null, List.of()));
			this.nodes.save(new GatewayReport(ahead, "Default", "h2", revision + 5, Instant.now().plusSeconds(60), null,
					List.of()));
			return id;
		});

		Answer deployments = get("/apis/" + id + "/deployments");

		assertThat(deployments.at("/list/0/feedRevision")).isEqualTo(String.valueOf(revision));
		assertThat(deployments.at("/list/0/live")).isEqualTo("false");
		assertThat(deployments.body().at("/list/0/gateways"))
			.filteredOn(node -> node.get("nodeId").asString().equals(ahead))
			.singleElement()
			.satisfies(node -> {
				assertThat(node.get("live").booleanValue()).isTrue();
				assertThat(node.get("milliseconds").longValue()).isBetween(0L, 30_000L);
			});
		assertThat(deployments.body().at("/list/0/gateways"))
			.filteredOn(node -> node.get("nodeId").asString().equals(behind))
			.singleElement()
			.satisfies(node -> assertThat(node.get("live").booleanValue()).isFalse());
	}

}
