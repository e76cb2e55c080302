package org.gatehouse.db.tier;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.common.tier.TierLevel;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who is on a tier. A revision names its tiers, and may be put in force again, so that it
 * counts as one who is.
 */
@Repository
public class TierUses {

	private static final String SUBSCRIPTION = """
			select 'API ' || a.name || ' ' || v.version as place from api_tier t
			join api_version v on v.id = t.api_version_id join api a on a.id = v.api_id where t.tier_id = :tier
			union all
			select 'subscription of ' || p.name || ' of ' || u.user_name || ' to ' || a.name || ' ' || v.version
			from subscription s join application p on p.id = s.application_id join user_account u on u.id = p.owner_id
			join api_version v on v.id = s.api_version_id join api a on a.id = v.api_id where s.tier_id = :tier
			union all
			select 'client certificate ' || c.alias || ' of API ' || a.name || ' ' || v.version from client_certificate c
			join api_version v on v.id = c.api_version_id join api a on a.id = v.api_id where c.tier_id = :tier
			""";

	private static final String APPLICATION = """
			select 'application ' || p.name || ' of ' || u.user_name as place
			from application p join user_account u on u.id = p.owner_id where p.tier_id = :tier
			""";

	private static final String RESOURCE = """
			select 'API ' || a.name || ' ' || v.version as place from api_version v join api a on a.id = v.api_id
			where v.runtime -> 'limits' ->> 'policy' = :name
			or exists (select 1 from operation o where o.api_version_id = v.id and o.tier_id = :tier)
			union all
			select 'revision ' || r.number || ' of ' || a.name || ' ' || v.version
			from api_revision r join api_version v on v.id = r.api_version_id join api a on a.id = v.api_id
			where r.content -> 'runtime' -> 'limits' ->> 'policy' = :name
			or jsonb_path_exists(r.content, '$.operations[*].tier ? (@ == $name)',
			    jsonb_build_object('name', cast(:name as text)))
			""";

	private final JdbcClient jdbc;

	TierUses(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Who is on a tier.
	 *
	 * @param total how many
	 * @param places the first of them, for people to read
	 */
	public record Uses(long total, List<String> places) {

		public Uses {
			places = List.copyOf(places);
		}

		public boolean isEmpty() {
			return this.total == 0;
		}

		/**
		 * All of them in one sentence.
		 * @return the first of them, and how many more there are
		 */
		public String inWords() {
			long more = this.total - this.places.size();
			String first = String.join(", ", this.places);
			return (more > 0) ? String.format(Locale.ROOT, "%s and %d more", first, more) : first;
		}

	}

	/**
	 * Finds out who is on a tier.
	 * @param tier the tier
	 * @param limit how many to name at most
	 * @return APIs, revisions, subscriptions or applications, in the order of their names
	 */
	public Uses of(Tier tier, int limit) {
		String places = places(tier.level());
		UUID id = tier.getId();
		long total = this.jdbc.sql("select count(*) from (" + places + ") place")
			.param("tier", id)
			.param("name", tier.name())
			.query(Long.class)
			.single();
		return new Uses(total,
				this.jdbc.sql(places + " order by place limit :limit")
					.param("tier", id)
					.param("name", tier.name())
					.param("limit", limit)
					.query((row, _) -> row.getString("place"))
					.list());
	}

	private static String places(TierLevel level) {
		return switch (level) {
			case SUBSCRIPTION -> SUBSCRIPTION;
			case APPLICATION -> APPLICATION;
			case RESOURCE -> RESOURCE;
		};
	}

}
