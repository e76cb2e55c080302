package org.gatehouse.db.deny;

import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.tier.Denied;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds what administrators want to deny by the names that they know it by.
 */
@Repository
public class DeniedThings {

	private static final String API = """
			select context, version, path from (select a.context, v.version,
			    case when a.context like '%{version}%' then replace(a.context, '{version}', v.version)
			    else a.context || '/' || v.version end as path from api_version v join api a on a.id = v.api_id) known
			where path = :value or context || '/' || version = :value order by path limit 1
			""";

	private static final String APPLICATION = """
			select p.id, u.user_name || ':' || p.name as name from application p join user_account u on u.id = p.owner_id
			where lower(u.user_name || ':' || p.name) = lower(:value) limit 1
			""";

	private final JdbcClient jdbc;

	DeniedThings(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What was found.
	 *
	 * @param value what people know it by, in its usual form
	 * @param denied what gateways know it by
	 */
	public record Found(String value, Denied denied) {

	}

	/**
	 * Finds an API version.
	 * @param value its context and version, such as {@code /news/1.0.0}
	 * @return the API version, empty where there is none
	 */
	public Optional<Found> api(String value) {
		return this.jdbc.sql(API)
			.param("value", value)
			.query((row, _) -> new Found(row.getString("path"),
					new Denied.Api(row.getString("context"), row.getString("version"))))
			.optional();
	}

	/**
	 * Finds an application.
	 * @param value its owner and name, such as {@code alice:Reader}
	 * @return the application, empty where there is none
	 */
	public Optional<Found> application(String value) {
		return this.jdbc.sql(APPLICATION)
			.param("value", value)
			.query((row, _) -> new Found(row.getString("name"),
					new Denied.Application(new ApplicationId(row.getObject("id", UUID.class)))))
			.optional();
	}

}
