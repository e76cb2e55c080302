package org.gatehouse.publisher.scopes;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.identity.Role;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The scopes that all of a tenant's APIs may use.
 */
@Service
public class SharedScopeService {

	private final ScopeRepository scopes;

	private final RoleNames roles;

	private final Clock clock;

	SharedScopeService(ScopeRepository scopes, RoleNames roles, Clock clock) {
		this.scopes = scopes;
		this.roles = roles;
		this.clock = clock;
	}

	/**
	 * Lists shared scopes.
	 * @param page which part
	 * @return in the order of their keys
	 */
	@Transactional(readOnly = true)
	public Page<SharedScope> list(PageRequest page) {
		List<Scope> all = this.scopes.findByApiIdIsNullOrderByScopeKey();
		return Page.of(all.stream().skip(page.offset()).limit(page.limit()).map(this::view).toList(), page, all.size());
	}

	/**
	 * Makes a shared scope.
	 * @param design its key, names and roles; {@code shared} is taken for true
	 * @return the scope
	 * @throws BadRequest if a field is wrong or a role unknown
	 * @throws Conflict if the tenant has a scope with the key
	 */
	@Transactional
	public SharedScope create(ScopeDesign design) {
		List<Role> bound = checked(design);
		if (this.scopes.findByScopeKey(design.name()).isPresent()) {
			throw new Conflict(409, "name", "name: a scope '" + design.name() + "' exists already");
		}
		String displayName = ScopeRules.displayName(design.name(), design.displayName());
		Scope scope = new Scope(design.name(), displayName, null, this.clock.instant());
		scope.change(displayName, design.description(), bound, this.clock.instant());
		return view(this.scopes.saveAndFlush(scope));
	}

	/**
	 * Finds a shared scope.
	 * @param id the scope
	 * @return the scope
	 * @throws NotFound if there is no such shared scope
	 */
	@Transactional(readOnly = true)
	public SharedScope get(UUID id) {
		return view(found(id));
	}

	/**
	 * Changes a shared scope; its key stays.
	 * @param id the scope
	 * @param design its names and roles
	 * @return the scope
	 * @throws NotFound if there is no such shared scope
	 * @throws BadRequest if a field is wrong, a role unknown or the key another
	 */
	@Transactional
	public SharedScope update(UUID id, ScopeDesign design) {
		Scope scope = found(id);
		if (!scope.scopeKey().equals(design.name())) {
			throw new BadRequest("name", design.name(), "'" + scope.scopeKey() + "', since a key cannot be changed");
		}
		List<Role> bound = checked(design);
		scope.change(ScopeRules.displayName(design.name(), design.displayName()), design.description(), bound,
				this.clock.instant());
		return view(scope);
	}

	/**
	 * Deletes a shared scope.
	 * @param id the scope
	 * @throws NotFound if there is no such shared scope
	 * @throws Conflict if operations ask for it
	 */
	@Transactional
	public void delete(UUID id) {
		Scope scope = found(id);
		long usage = this.scopes.countOperations(id);
		if (usage > 0 || this.scopes.isDeployed(scope.scopeKey())) {
			throw new Conflict("the scope '" + scope.scopeKey() + "' is in use by " + usage
					+ " operations or a deployed revision (expected: take it from them first)");
		}
		this.scopes.delete(scope);
	}

	/**
	 * Tells whether the tenant has a scope, shared or an API's own.
	 * @param key the scope's key
	 * @return true where it has
	 */
	@Transactional(readOnly = true)
	public boolean exists(String key) {
		return this.scopes.findByScopeKey(key).isPresent();
	}

	private List<Role> checked(ScopeDesign design) {
		BadRequest.Collector problems = BadRequest.collect();
		ScopeRules.check("", design.name(), design.displayName(), design.description(), problems);
		List<Role> bound = this.roles.resolve("bindings", design.bindings(), problems);
		problems.throwIfAny();
		return bound;
	}

	private Scope found(UUID id) {
		return this.scopes.findById(id)
			.filter(scope -> scope.apiId() == null)
			.orElseThrow(() -> NotFound.of("scope", id));
	}

	private SharedScope view(Scope scope) {
		return new SharedScope(scope.getId(), scope.scopeKey(), scope.displayName(), scope.description(),
				scope.roleNames().stream().sorted().toList(), this.scopes.countOperations(scope.getId()));
	}

}
