package org.gatehouse.keymanager.scopes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.db.scope.ScopeWhitelist;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides which scopes a user has who calls without a token, by the rule of tokens.
 */
@Service
public class UserScopes {

	private final ScopeRepository scopes;

	private final ScopeWhitelist whitelist;

	UserScopes(ScopeRepository scopes, ScopeWhitelist whitelist) {
		this.scopes = scopes;
		this.whitelist = whitelist;
	}

	/**
	 * Decides.
	 * @param asked the scopes of an API
	 * @param roles the user's roles
	 * @return those that the roles grant
	 */
	@Transactional(readOnly = true)
	public Set<String> granted(Collection<String> asked, Collection<String> roles) {
		if (asked.isEmpty()) {
			return Set.of();
		}
		Map<String, Set<String>> bindings = new LinkedHashMap<>();
		for (Scope scope : this.scopes.findByScopeKeyIn(asked)) {
			bindings.put(scope.scopeKey(), scope.roleNames());
		}
		List<Pattern> patterns = this.whitelist.patterns();
		Set<String> granted = new LinkedHashSet<>();
		for (String scope : asked) {
			if (ScopeGrant.decide(scope, bindings.get(scope), roles, patterns).isGranted()) {
				granted.add(scope);
			}
		}
		return granted;
	}

}
