package org.gatehouse.db.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The roles that users hold because of groups of their directory.
 */
@Repository
public class MappedRoles {

	private final JdbcClient jdbc;

	MappedRoles(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Tells which of a user's roles come of groups.
	 * @param userId the user
	 * @return the roles
	 */
	public Set<UUID> of(UUID userId) {
		return new HashSet<>(this.jdbc.sql("select role_id from user_role where user_id = ? and mapped")
			.param(userId)
			.query((row, _) -> row.getObject(1, UUID.class))
			.list());
	}

	/**
	 * Names the users who hold a role because of a group, among some.
	 * @param roleId the role
	 * @param userIds the users, at least one
	 * @return their names
	 */
	public List<String> holders(UUID roleId, Collection<UUID> userIds) {
		return this.jdbc
			.sql("select u.user_name from user_role ur join user_account u on u.id = ur.user_id "
					+ "where ur.role_id = :role and ur.mapped and u.id in (:users) order by u.user_name")
			.param("role", roleId)
			.param("users", userIds)
			.query((row, _) -> row.getString(1))
			.list();
	}

	/**
	 * Names the users who hold a role because of a group, but for some.
	 * @param roleId the role
	 * @param userIds the users who do not matter
	 * @return the names of the others
	 */
	public List<String> holdersExcept(UUID roleId, Collection<UUID> userIds) {
		return this.jdbc
			.sql("select u.user_name from user_role ur join user_account u on u.id = ur.user_id "
					+ "where ur.role_id = :role and ur.mapped and not (u.id = any(:users)) order by u.user_name")
			.param("role", roleId)
			.param("users", userIds.toArray(UUID[]::new))
			.query((row, _) -> row.getString(1))
			.list();
	}

	/**
	 * Gives a user the roles that the groups stand for, and takes those away that came of
	 * groups and are not among them. What an administrator gave stays.
	 * @param userId the user
	 * @param roleIds the roles
	 * @param now the time; the roles that change count as changed then
	 * @return true where something changed
	 */
	public boolean replace(UUID userId, Set<UUID> roleIds, Instant now) {
		Set<UUID> lost = of(userId);
		Set<UUID> changed = new HashSet<>(roleIds);
		changed.removeAll(lost);
		lost.removeAll(roleIds);
		if (lost.isEmpty() && changed.isEmpty()) {
			return false;
		}
		changed.removeIf((role) -> this.jdbc
			.sql("insert into user_role (user_id, role_id, mapped) values (?, ?, true) on conflict do nothing")
			.params(userId, role)
			.update() == 0);
		for (UUID role : lost) {
			this.jdbc.sql("delete from user_role where user_id = ? and role_id = ? and mapped")
				.params(userId, role)
				.update();
		}
		changed.addAll(lost);
		for (UUID role : changed) {
			this.jdbc.sql("update role set updated_at = ? where id = ?").params(Timestamp.from(now), role).update();
		}
		return !changed.isEmpty();
	}

}
