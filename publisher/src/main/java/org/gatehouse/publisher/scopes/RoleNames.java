package org.gatehouse.publisher.scopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.web.rest.BadRequest;

import org.springframework.stereotype.Component;

/**
 * Turns the names of roles that someone typed into roles of the tenant.
 */
@Component
public class RoleNames {

	private final RoleRepository roles;

	RoleNames(RoleRepository roles) {
		this.roles = roles;
	}

	/**
	 * Finds roles by name, ignoring case.
	 * @param field where the names were typed
	 * @param names role names
	 * @param problems takes each name that no role has
	 * @return the roles that there are, in the order of their names
	 */
	public List<Role> resolve(String field, List<String> names, BadRequest.Collector problems) {
		List<String> wanted = names.stream()
			.map(name -> name.strip().toLowerCase(Locale.ROOT))
			.filter(name -> !name.isEmpty())
			.distinct()
			.toList();
		if (wanted.isEmpty()) {
			return List.of();
		}
		Map<String, Role> known = this.roles.findByLowerCaseNames(wanted)
			.stream()
			.collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), Function.identity()));
		List<Role> found = new ArrayList<>();
		for (String name : wanted) {
			Role role = known.get(name);
			if (role != null) {
				found.add(role);
			}
			else {
				problems.reject(field, name, "the name of a role that exists");
			}
		}
		return found;
	}

	/**
	 * Tells whether a role exists.
	 * @param name its name, in any case
	 * @return true where it does
	 */
	public boolean exists(String name) {
		return this.roles.findByNameIgnoreCase(name).isPresent();
	}

}
