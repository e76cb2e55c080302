package org.gatehouse.publisher.scopes;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;

import org.springframework.stereotype.Component;

/**
 * The scopes of one API: its own, which it shares among its versions, and the tenant's
 * shared ones that its operations ask for.
 */
@Component
public class ApiScopes {

	private final ScopeRepository scopes;

	private final RoleNames roles;

	private final Clock clock;

	ApiScopes(ScopeRepository scopes, RoleNames roles, Clock clock) {
		this.scopes = scopes;
		this.roles = roles;
		this.clock = clock;
	}

	/**
	 * Scopes that were found to be right; nothing is stored yet.
	 *
	 * @param wanted the API's own scopes by key, with their roles
	 * @param known the scopes that exist already, by key
	 */
	public record Checked(Map<String, Wanted> wanted, Map<String, Scope> known) {

		/**
		 * Tells whether operations may ask for a scope.
		 * @param key the scope's key
		 * @return true for the API's own scopes and the shared ones
		 */
		public boolean has(String key) {
			return this.wanted.containsKey(key) || this.known.containsKey(key);
		}

	}

	/**
	 * One of the API's own scopes.
	 *
	 * @param design as typed
	 * @param roles the roles that it is bound to
	 */
	public record Wanted(ScopeDesign design, List<Role> roles) {

	}

	/**
	 * Checks the scopes of a design.
	 * @param apiId the API (not the version)
	 * @param designs the scopes as typed
	 * @param alsoUsed keys that operations ask for
	 * @param adopt true to let a scope without roles, or with the same roles, that
	 * another API has become a shared one, as an import does; false to refuse it
	 * @param problems takes what is wrong
	 * @return the scopes
	 * @throws Conflict if a scope belongs to another API
	 */
	public Checked check(UUID apiId, List<ScopeDesign> designs, Set<String> alsoUsed, boolean adopt,
			BadRequest.Collector problems) {
		Set<String> keys = new HashSet<>(alsoUsed);
		designs.forEach(design -> keys.add(design.name()));
		Map<String, Scope> existing = this.scopes.findByScopeKeyIn(keys)
			.stream()
			.collect(Collectors.toMap(Scope::scopeKey, scope -> scope));
		Map<String, Wanted> wanted = new LinkedHashMap<>();
		Map<String, Scope> known = new HashMap<>();
		existing.values()
			.stream()
			.filter(scope -> scope.apiId() == null)
			.forEach(scope -> known.put(scope.scopeKey(), scope));
		for (int i = 0; i < designs.size(); i++) {
			ScopeDesign design = designs.get(i);
			String path = "scopes[" + i + "].scope.";
			Scope present = existing.get(design.name());
			if (design.shared() && !known.containsKey(design.name())) {
				problems.reject(path + "name", design.name(), "a shared scope that exists");
			}
			else if (!design.shared() && !known.containsKey(design.name())) {
				ScopeRules.check(path, design.name(), design.displayName(), design.description(), problems);
				List<Role> bound = this.roles.resolve(path + "bindings", design.bindings(), problems);
				if (present != null && !apiId.equals(present.apiId())) {
					known.put(design.name(), adopted(present, bound, adopt, path));
				}
				else if (wanted.put(design.name(), new Wanted(design, bound)) != null) {
					problems.reject(path + "name", design.name(), "a scope that is not listed twice");
				}
			}
		}
		return new Checked(wanted, known);
	}

	/**
	 * What two APIs mean by the same key is the same scope where its roles do not differ.
	 */
	private static Scope adopted(Scope present, List<Role> bound, boolean adopt, String path) {
		if (adopt && (bound.isEmpty() || Set.copyOf(bound).equals(present.roles()))) {
			return present;
		}
		throw new Conflict(409, path + "name", path + "name: the scope '" + present.scopeKey()
				+ "' belongs to another API (expected: another key, or a shared scope)");
	}

	/**
	 * Stores checked scopes.
	 * @param version the API version whose design they are
	 * @param checked the scopes
	 * @return every scope that the version's operations may ask for, by key
	 */
	public Map<String, Scope> store(ApiVersion version, Checked checked) {
		Instant now = this.clock.instant();
		UUID apiId = version.api().getId();
		Map<String, Scope> all = new HashMap<>(checked.known());
		all.values().stream().filter(scope -> scope.apiId() != null).forEach(scope -> scope.share(now));
		Map<String, Scope> own = this.scopes.findByApiIdOrderByScopeKey(apiId)
			.stream()
			.collect(Collectors.toMap(Scope::scopeKey, scope -> scope));
		checked.wanted().forEach((key, wanted) -> {
			ScopeDesign design = wanted.design();
			String displayName = ScopeRules.displayName(key, design.displayName());
			Scope scope = own.get(key);
			if (scope == null) {
				scope = new Scope(key, displayName, apiId, now);
				scope.change(displayName, design.description(), wanted.roles(), now);
				scope = this.scopes.save(scope);
			}
			else {
				scope.change(displayName, design.description(), wanted.roles(), now);
			}
			all.put(key, scope);
		});
		return all;
	}

	/**
	 * Removes the API's own scopes that a design no longer has, unless another version or
	 * a deployed revision still asks for them. To be called when the changed operations
	 * have been flushed.
	 * @param version the API version
	 * @param wanted the keys that the design has
	 */
	public void removeUnwanted(ApiVersion version, Set<String> wanted) {
		for (Scope scope : this.scopes.findByApiIdOrderByScopeKey(version.api().getId())) {
			if (!wanted.contains(scope.scopeKey()) && this.scopes.countOperations(scope.getId()) == 0
					&& !this.scopes.isDeployed(scope.scopeKey())) {
				this.scopes.delete(scope);
			}
		}
	}

	/**
	 * Shows the scopes of a working copy.
	 * @param version the API version
	 * @return the API's own scopes, then the shared ones that its operations ask for
	 */
	public List<ScopeDesign> designs(ApiVersion version) {
		Map<String, Scope> shown = new LinkedHashMap<>();
		this.scopes.findByApiIdOrderByScopeKey(version.api().getId())
			.forEach(scope -> shown.put(scope.scopeKey(), scope));
		version.operations()
			.forEach(operation -> operation.scopes().forEach(scope -> shown.putIfAbsent(scope.scopeKey(), scope)));
		return shown.values()
			.stream()
			.map(scope -> new ScopeDesign(scope.scopeKey(), scope.displayName(), scope.description(),
					scope.roleNames().stream().sorted().toList(), scope.apiId() == null))
			.toList();
	}

	/**
	 * Removes all of an API's own scopes, with the API itself.
	 * @param apiId the API (not the version)
	 */
	public void removeAll(UUID apiId) {
		this.scopes.deleteAll(this.scopes.findByApiIdOrderByScopeKey(apiId));
	}

}
