package org.gatehouse.db.catalogue;

import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.db.api.RuntimeJson;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The catalogue's queries. Each of them filters by visibility itself, in the words of
 * {@link org.gatehouse.common.api.CatalogueAccess} turned into SQL, so that no page and
 * no count can show more than the visitor may see. The tenant is the one that the thread
 * is bound to; row-level security leaves the others out.
 */
@Repository
public class Catalogue {

	private static final String FROM = " from api_version v join api a on a.id = v.api_id ";

	/** The SQL twin of CatalogueAccess; a test holds the two against each other. */
	private static final String VISIBLE = """
			 (v.state in ('PUBLISHED', 'PROTOTYPED') or (v.state = 'DEPRECATED' and exists (
			        select 1 from subscription s join application p on p.id = s.application_id
			        where s.api_version_id = v.id and p.owner_id = cast(:userId as uuid))))
			 and (v.visibility = 'PUBLIC' or (:member and (:unrestricted or v.visibility = 'PRIVATE' or exists (
			        select 1 from api_visible_role vr join role r on r.id = vr.role_id
			        where vr.api_version_id = v.id and r.name = any(:roles)))))
			""";

	private static final String COLUMNS = """
			select v.id, v.api_id, a.name, a.context, v.version, v.description, a.provider, v.state, v.visibility, v.tags,
			       v.transports, v.production_endpoint is not null production, v.sandbox_endpoint is not null sandbox,
			       v.created_at, v.updated_at, coalesce(a.live_default_version_id = v.id, false) is_default,
			       array(select t.name from api_tier at join tier t on t.id = at.tier_id
			             where at.api_version_id = v.id order by t.name) tiers
			""";

	private final JdbcClient jdbc;

	Catalogue(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * A page of what a visitor sees. With words, the best match comes first, else the
	 * order is by name, and among the versions of an API the newest comes first.
	 * @param filter what is looked for
	 * @param visitor who asks
	 * @param limit how many rows at most
	 * @param offset how many to leave out before
	 * @return the rows
	 */
	public List<CatalogueRow> page(CatalogueFilter filter, CatalogueVisitor visitor, int limit, int offset) {
		Map<String, Object> parameters = parameters(visitor);
		String condition = condition(filter, parameters);
		String rank = filter.words().isEmpty() ? ""
				: " lower(a.name) = :text desc, ts_rank(v.search, to_tsquery('simple', :words)) desc, "
						+ "similarity(lower(a.name), :text) desc, ";
		parameters.put("limit", limit);
		parameters.put("offset", offset);
		return this.jdbc
			.sql(COLUMNS + FROM + "where" + VISIBLE + condition + " order by " + rank
					+ "lower(a.name), v.created_at desc, v.id limit :limit offset :offset")
			.params(parameters)
			.query(Catalogue::row)
			.list();
	}

	/**
	 * How many rows all pages have together.
	 * @param filter what is looked for
	 * @param visitor who asks
	 * @return the number
	 */
	public long count(CatalogueFilter filter, CatalogueVisitor visitor) {
		Map<String, Object> parameters = parameters(visitor);
		String condition = condition(filter, parameters);
		return this.jdbc.sql("select count(*)" + FROM + "where" + VISIBLE + condition)
			.params(parameters)
			.query(Long.class)
			.single();
	}

	/**
	 * One API version.
	 * @param id the API version
	 * @param visitor who asks
	 * @return empty where there is none that the visitor sees
	 */
	public Optional<CatalogueRow> find(UUID id, CatalogueVisitor visitor) {
		Map<String, Object> parameters = parameters(visitor);
		parameters.put("id", id);
		return this.jdbc.sql(COLUMNS + FROM + "where v.id = :id and" + VISIBLE)
			.params(parameters)
			.query(Catalogue::row)
			.optional();
	}

	/**
	 * The visible versions of an API, the newest first.
	 * @param apiId the API
	 * @param visitor who asks
	 * @return the versions, empty where the visitor sees none
	 */
	public List<CatalogueRow> versions(UUID apiId, CatalogueVisitor visitor) {
		Map<String, Object> parameters = parameters(visitor);
		parameters.put("apiId", apiId);
		return this.jdbc
			.sql(COLUMNS + FROM + "where v.api_id = :apiId and" + VISIBLE + " order by v.created_at desc, v.id")
			.params(parameters)
			.query(Catalogue::row)
			.list();
	}

	/**
	 * The tags of what a visitor sees, the most used first.
	 * @param visitor who asks
	 * @param limit how many tags at most
	 * @param offset how many to leave out before
	 * @return the tags
	 */
	public List<TagCount> tags(CatalogueVisitor visitor, int limit, int offset) {
		Map<String, Object> parameters = parameters(visitor);
		parameters.put("limit", limit);
		parameters.put("offset", offset);
		return this.jdbc
			.sql("select tag, count(*) tagged" + FROM + "cross join lateral unnest(v.tags) tag where" + VISIBLE
					+ " group by tag order by tagged desc, tag limit :limit offset :offset")
			.params(parameters)
			.query((row, _) -> new TagCount(row.getString("tag"), row.getLong("tagged")))
			.list();
	}

	/**
	 * How many different tags there are in what a visitor sees.
	 * @param visitor who asks
	 * @return the number
	 */
	public long countTags(CatalogueVisitor visitor) {
		return this.jdbc
			.sql("select count(distinct tag)" + FROM + "cross join lateral unnest(v.tags) tag where" + VISIBLE)
			.params(parameters(visitor))
			.query(Long.class)
			.single();
	}

	/**
	 * The operations of an API version that was found to be visible.
	 * @param id the API version
	 * @return the operations in the provider's order
	 */
	public List<CatalogueOperation> operations(UUID id) {
		return this.jdbc.sql("""
				select o.id, o.verb, o.pattern, o.auth_type, t.name tier, o.summary,
				       array(select s.scope_key from operation_scope os join scope s on s.id = os.scope_id
				             where os.operation_id = o.id order by s.scope_key) scopes
				from operation o join tier t on t.id = o.tier_id
				where o.api_version_id = :id order by o.position
				""")
			.param("id", id)
			.query((row, _) -> new CatalogueOperation(row.getObject("id", UUID.class),
					HttpVerb.valueOf(row.getString("verb")), row.getString("pattern"),
					AuthType.valueOf(row.getString("auth_type")), row.getString("tier"), row.getString("summary"),
					strings(row, "scopes")))
			.list();
	}

	/**
	 * The scopes that the operations of an API version ask for.
	 * @param id an API version that was found to be visible
	 * @return the scopes by key
	 */
	public List<CatalogueScope> scopes(UUID id) {
		return this.jdbc.sql(SCOPES + """
				where s.id in (select os.scope_id from operation_scope os join operation o on o.id = os.operation_id
				               where o.api_version_id = :id)
				order by s.scope_key
				""").param("id", id).query(Catalogue::scope).list();
	}

	/**
	 * The scopes that the operations of all APIs ask for that an application subscribes
	 * to.
	 * @param applicationId the application
	 * @return the scopes by key
	 */
	public List<CatalogueScope> scopesOfSubscriptions(UUID applicationId) {
		return this.jdbc.sql(SCOPES + """
				where s.id in (select os.scope_id from operation_scope os join operation o on o.id = os.operation_id
				               join subscription b on b.api_version_id = o.api_version_id
				               where b.application_id = :applicationId)
				order by s.scope_key
				""").param("applicationId", applicationId).query(Catalogue::scope).list();
	}

	/**
	 * By which credentials an API version is called.
	 * @param id an API version that was found to be visible
	 * @return the rules
	 */
	public Access access(UUID id) {
		return this.jdbc.sql("select runtime::text from api_version where id = :id")
			.param("id", id)
			.query(String.class)
			.optional()
			.map((runtime) -> RuntimeJson.api(runtime).access())
			.orElse(Access.DEFAULT);
	}

	/**
	 * The definition of an API version as its provider has it, backend addresses
	 * included.
	 * @param id an API version that was found to be visible
	 * @return an OpenAPI document, empty where the API was made without one
	 */
	public Optional<String> definition(UUID id) {
		return this.jdbc.sql("select definition from api_version where id = :id and definition is not null")
			.param("id", id)
			.query(String.class)
			.optional();
	}

	/**
	 * What is told of the end of an API version.
	 * @param id an API version that was found to be visible
	 * @return nothing where it is not deprecated
	 */
	public DeprecationNotice deprecation(UUID id) {
		return this.jdbc.sql("""
				select sunset_at, successor_url, deprecation_url from api_version
				where id = :id and state = 'DEPRECATED'
				""").param("id", id).query((row, _) -> {
			OffsetDateTime sunset = row.getObject("sunset_at", OffsetDateTime.class);
			return new DeprecationNotice((sunset == null) ? null : sunset.toInstant(),
					uri(row.getString("successor_url")), uri(row.getString("deprecation_url")));
		}).optional().orElse(DeprecationNotice.NONE);
	}

	private static @Nullable URI uri(@Nullable String text) {
		return (text == null) ? null : URI.create(text);
	}

	private static final String SCOPES = """
			select s.scope_key, s.display_name, s.description,
			       array(select r.name from scope_role sr join role r on r.id = sr.role_id
			             where sr.scope_id = s.id order by r.name) roles
			from scope s
			""";

	private static Map<String, Object> parameters(CatalogueVisitor visitor) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("userId", text(visitor.userId()));
		parameters.put("member", visitor.member());
		parameters.put("unrestricted", visitor.unrestricted());
		parameters.put("roles", visitor.visitor().roles().toArray(String[]::new));
		return parameters;
	}

	/** No user has the nil identifier, so that it stands for nobody. */
	private static String text(@Nullable UUID userId) {
		return ((userId != null) ? userId : new UUID(0, 0)).toString();
	}

	private static String condition(CatalogueFilter filter, Map<String, Object> parameters) {
		StringBuilder condition = new StringBuilder();
		part(condition, parameters, "a.name", "name", filter.name());
		part(condition, parameters, "v.version", "version", filter.version());
		part(condition, parameters, "a.context", "context", filter.context());
		part(condition, parameters, "a.provider", "provider", filter.provider());
		if (filter.tag() != null) {
			condition.append(" and exists (select 1 from unnest(v.tags) tag where lower(tag) = :tag)");
			parameters.put("tag", filter.tag().toLowerCase(Locale.ROOT));
		}
		if (filter.state() != null) {
			condition.append(" and v.state = :state");
			parameters.put("state", filter.state().name());
		}
		if (!filter.words().isEmpty()) {
			condition.append(" and (v.search @@ to_tsquery('simple', :words) or lower(a.name) like :part "
					+ "or lower(a.name) % :text)");
			parameters.put("words",
					filter.words().stream().map(word -> word + ":*").collect(Collectors.joining(" & ")));
			parameters.put("text", filter.text().toLowerCase(Locale.ROOT));
			parameters.put("part", like(filter.text()));
		}
		return condition.toString();
	}

	private static void part(StringBuilder condition, Map<String, Object> parameters, String column, String parameter,
			@Nullable String value) {
		if (value != null) {
			condition.append(" and lower(").append(column).append(") like :").append(parameter);
			parameters.put(parameter, like(value));
		}
	}

	private static String like(String part) {
		return "%" + part.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
	}

	private static CatalogueRow row(ResultSet row, int number) throws SQLException {
		return new CatalogueRow(row.getObject("id", UUID.class), row.getObject("api_id", UUID.class),
				row.getString("name"), row.getString("context"), row.getString("version"), row.getString("description"),
				row.getString("provider"), LifecycleState.valueOf(row.getString("state")), row.getString("visibility"),
				strings(row, "tags"), strings(row, "tiers"), Set.copyOf(strings(row, "transports")),
				row.getBoolean("is_default"), row.getBoolean("production"), row.getBoolean("sandbox"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(),
				row.getObject("updated_at", OffsetDateTime.class).toInstant());
	}

	private static CatalogueScope scope(ResultSet row, int number) throws SQLException {
		return new CatalogueScope(row.getString("scope_key"), row.getString("display_name"),
				row.getString("description"), strings(row, "roles"));
	}

	private static List<String> strings(ResultSet row, String column) throws SQLException {
		Array array = row.getArray(column);
		return Arrays.asList((String[]) array.getArray());
	}

}
