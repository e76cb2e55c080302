package org.gatehouse.db.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Lists API versions of the bound tenant, paged in SQL.
 */
@Repository
public class ApiVersionListing {

	private final EntityManager entities;

	ApiVersionListing(EntityManager entities) {
		this.entities = entities;
	}

	/**
	 * A part of a list.
	 *
	 * @param versions this part, each with its API
	 * @param total how many there are in all
	 */
	public record Part(List<ApiVersion> versions, long total) {

		public Part {
			versions = List.copyOf(versions);
		}

	}

	/**
	 * Finds API versions.
	 * @param query which
	 * @param order what they are ordered by
	 * @param descending true for the greatest first
	 * @param limit at most so many
	 * @param offset how many to skip
	 * @return the part
	 */
	public Part find(ApiQuery query, ApiQuery.Order order, boolean descending, int limit, int offset) {
		Map<String, Object> parameters = new HashMap<>();
		String where = where(query, parameters);
		String direction = descending ? " desc" : "";
		var list = this.entities
			.createQuery("select v from ApiVersion v join fetch v.api a" + where + " order by " + order.path()
					+ direction + ", v.id", ApiVersion.class)
			.setFirstResult(offset)
			.setMaxResults(limit);
		var count = this.entities.createQuery("select count(v) from ApiVersion v join v.api a" + where, Long.class);
		bind(list, parameters);
		bind(count, parameters);
		return new Part(list.getResultList(), count.getSingleResult());
	}

	private static void bind(Query query, Map<String, Object> parameters) {
		parameters.forEach(query::setParameter);
	}

	private static String where(ApiQuery query, Map<String, Object> parameters) {
		List<String> conditions = new ArrayList<>();
		like("(lower(a.name) like :text escape '\\' or lower(a.context) like :text escape '\\')", "text", query.text(),
				conditions, parameters);
		like("lower(a.name) like :name escape '\\'", "name", query.name(), conditions, parameters);
		like("lower(v.versionName) like :version escape '\\'", "version", query.version(), conditions, parameters);
		like("lower(a.context) like :context escape '\\'", "context", query.context(), conditions, parameters);
		like("lower(a.provider) like :provider escape '\\'", "provider", query.provider(), conditions, parameters);
		like("lower(v.description) like :description escape '\\'", "description", query.description(), conditions,
				parameters);
		if (query.tag() != null) {
			conditions.add("cast(sql('(? = any(?))', :tag, v.tags) as boolean) = true");
			parameters.put("tag", query.tag());
		}
		if (query.state() != null) {
			conditions.add("v.state = :state");
			parameters.put("state", query.state());
		}
		return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
	}

	private static void like(String condition, String name, @Nullable String word, List<String> conditions,
			Map<String, Object> parameters) {
		if (word != null) {
			conditions.add(condition);
			parameters.put(name, ApiQuery.pattern(word));
		}
	}

}
