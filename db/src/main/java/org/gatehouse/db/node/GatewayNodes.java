package org.gatehouse.db.node;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.gatehouse.common.snapshot.GatewayReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the gateways reported of themselves. Gateways serve all tenants and belong to
 * none.
 */
@Repository
public class GatewayNodes {

	/** A gateway that was silent for longer is taken for stopped. */
	public static final Duration SILENCE = Duration.ofSeconds(20);

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
					insert into gateway_node (node_id, environment, host, revision, applied_at, seen_at, problem)
					values (:id, :environment, :host, :revision, :applied, :seen, :problem)
					on conflict (node_id) do update set environment = excluded.environment, host = excluded.host,
					revision = excluded.revision, applied_at = excluded.applied_at, seen_at = excluded.seen_at, problem = excluded.problem""")
			.param("id", report.nodeId())
			.param("environment", report.environment())
			.param("host", report.host())
			.param("revision", report.revision())
			.param("applied", Timestamp.from(report.appliedAt()))
			.param("seen", Timestamp.from(this.clock.instant()))
			.param("problem", report.problem())
			.update();
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

	private static GatewayNode node(ResultSet row, int number) throws SQLException {
		return new GatewayNode(row.getString("node_id"), row.getString("environment"), row.getString("host"),
				row.getLong("revision"), row.getTimestamp("applied_at").toInstant(),
				row.getTimestamp("seen_at").toInstant(), row.getString("problem"));
	}

}
