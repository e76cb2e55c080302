package org.gatehouse.db.node;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.common.snapshot.GatewayReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateways reported of themselves. Gateways serve all tenants and belong to
 * none.
 */
@Repository
public class GatewayNodes {

	/** A gateway that was silent for longer is taken for stopped. */
	public static final Duration SILENCE = Duration.ofSeconds(20);

	private static final JsonMapper JSON = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private static final long REMEMBERED_REVISIONS = 10_000;

	private final JdbcClient jdbc;

	private final Clock clock;

	GatewayNodes(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps what a gateway reports.
	 * @param report the report
	 */
	public void save(GatewayReport report) {
		this.jdbc
			.sql("""
					insert into gateway_node (node_id, environment, host, revision, applied_at, seen_at, problem, failing)
					values (:id, :environment, :host, :revision, :applied, :seen, :problem, cast(:failing as jsonb))
					on conflict (node_id) do update set environment = excluded.environment, host = excluded.host,
					revision = excluded.revision, applied_at = excluded.applied_at, seen_at = excluded.seen_at, problem = excluded.problem,
					failing = excluded.failing""")
			.param("id", report.nodeId())
			.param("environment", report.environment())
			.param("host", report.host())
			.param("revision", report.revision())
			.param("applied", Timestamp.from(report.appliedAt()))
			.param("seen", Timestamp.from(this.clock.instant()))
			.param("problem", report.problem())
			.param("failing", JSON.writeValueAsString(report.failing()))
			.update();
		int progressed = this.jdbc
			.sql("insert into gateway_progress (node_id, revision, applied_at) values (?, ?, ?) on conflict do nothing")
			.params(report.nodeId(), report.revision(), Timestamp.from(report.appliedAt()))
			.update();
		if (progressed > 0) {
			this.jdbc.sql("delete from gateway_progress where node_id = ? and revision < ?")
				.params(report.nodeId(), report.revision() - REMEMBERED_REVISIONS)
				.update();
		}
	}

	/**
	 * When a gateway began to run a revision, or a later one that contains it.
	 * @param nodeId the gateway
	 * @param revision the revision of the change feed
	 * @return the time, empty where it does not run it yet or did so too long ago
	 */
	public Optional<Instant> firstRunning(String nodeId, long revision) {
		return this.jdbc.sql("""
				select applied_at from gateway_progress where node_id = :id and revision >= :revision
				and exists (select 1 from gateway_progress where node_id = :id and revision <= :revision)
				order by revision limit 1""")
			.param("id", nodeId)
			.param("revision", revision)
			.query((row, _) -> row.getTimestamp("applied_at").toInstant())
			.optional();
	}

	/**
	 * The gateways that reported within {@link #SILENCE}.
	 * @param environment the gateway environment
	 * @return the gateways, in the order of their names
	 */
	public List<GatewayNode> alive(String environment) {
		Instant since = this.clock.instant().minus(SILENCE);
		return this.jdbc.sql("select * from gateway_node where environment = ? and seen_at >= ? order by node_id")
			.params(environment, Timestamp.from(since))
			.query(GatewayNodes::node)
			.list();
	}

	/**
	 * The gateways of all environments that reported within {@link #SILENCE}.
	 * @return the gateways, in the order of their names
	 */
	public List<GatewayNode> alive() {
		return this.jdbc.sql("select * from gateway_node where seen_at >= ? order by node_id")
			.param(Timestamp.from(this.clock.instant().minus(SILENCE)))
			.query(GatewayNodes::node)
			.list();
	}

	private static GatewayNode node(ResultSet row, int number) throws SQLException {
		return new GatewayNode(row.getString("node_id"), row.getString("environment"), row.getString("host"),
				row.getLong("revision"), row.getTimestamp("applied_at").toInstant(),
				row.getTimestamp("seen_at").toInstant(), row.getString("problem"),
				List.of(JSON.readValue(row.getString("failing"), EndpointHealth[].class)));
	}

}
