package org.gatehouse.keymanager.scopes;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.common.scope.ScopeGrant.Decision;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.db.scope.ScopeWhitelist;
import org.gatehouse.keymanager.clients.ClientFacts;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides which scopes a token carries. What may not be granted is left out, the token is
 * issued all the same; one that nothing is left for carries {@code default}.
 */
@Service
public class TokenScopes {

	/**
	 * The longest scope that is defined anywhere; the patterns never see a longer one.
	 */
	private static final int LONGEST = 255;

	/** What RFC 6749 section 3.3 takes for a scope. */
	private static final Pattern WELL_FORMED = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1," + LONGEST + "}");

	private static final Set<String> RESERVED = Set.of(ScopeGrant.APPLICATION_SCOPE, ScopeGrant.DEFAULT_SCOPE);

	/**
	 * What OpenID Connect's own scopes stand for is the user's to have, through any
	 * client; the first of them is white-listed.
	 */
	private static final Map<String, Set<String>> OPEN_ID = Map.of("profile", Set.of(), "email", Set.of());

	/**
	 * OpenID Connect's own scopes, which say who the user is and open nothing.
	 */
	public static final Set<String> WHO_THE_USER_IS = Set.of("openid", "profile", "email");

	private final ScopeRepository scopes;

	private final ScopeWhitelist whitelist;

	TokenScopes(ScopeRepository scopes, ScopeWhitelist whitelist) {
		this.scopes = scopes;
		this.whitelist = whitelist;
	}

	/**
	 * Tells a scope from something that can be none.
	 * @param scope what was asked for
	 * @return false if it has characters that no scope has, or is too long
	 */
	public static boolean isWellFormed(String scope) {
		return WELL_FORMED.matcher(scope).matches();
	}

	/**
	 * Decides for a token that stands for a user.
	 * @param client the client that asks
	 * @param asked the scopes that it asks for, in their order
	 * @param userRoles the roles of the user
	 * @return what becomes of them
	 */
	@Transactional(readOnly = true)
	public ScopeDecisions forUser(ClientFacts client, Collection<String> asked, Collection<String> userRoles) {
		Map<String, Set<String>> bindings = new HashMap<>(OPEN_ID);
		bindings.putAll(bindings(client));
		return decide(client, asked, userRoles, bindings, new LinkedHashSet<>());
	}

	/**
	 * Decides for a token of the client itself, by the roles of its owner.
	 * @param client the client that asks
	 * @param asked the scopes that it asks for, in their order
	 * @return what becomes of them; the scope that marks such a token is always among the
	 * granted ones
	 */
	@Transactional(readOnly = true)
	public ScopeDecisions forApplication(ClientFacts client, Collection<String> asked) {
		Set<String> granted = new LinkedHashSet<>();
		granted.add(ScopeGrant.APPLICATION_SCOPE);
		return decide(client, asked, client.ownerRoles(), bindings(client), granted);
	}

	/**
	 * What {@link #forApplication} decides where no scope is asked for. Nothing is read
	 * for it, so that most tokens do without a transaction.
	 * @return the scope that marks a token of the client itself, and the one that stands
	 * for none
	 */
	public static ScopeDecisions forApplicationThatAsksForNone() {
		Set<String> granted = new LinkedHashSet<>();
		granted.add(ScopeGrant.APPLICATION_SCOPE);
		granted.add(ScopeGrant.DEFAULT_SCOPE);
		return new ScopeDecisions(granted, Map.of());
	}

	/**
	 * Tells those who only lack a subscription from those that nothing defines. Nobody
	 * has to know at the token endpoint, so that the decision itself does not look.
	 * @param decisions what was decided for an application
	 * @return the same, with the reasons told apart
	 */
	@Transactional(readOnly = true)
	public ScopeDecisions explained(ScopeDecisions decisions) {
		List<String> unknown = decisions.dropped()
			.entrySet()
			.stream()
			.filter((dropped) -> dropped.getValue() == Decision.DROPPED_UNKNOWN)
			.map(Map.Entry::getKey)
			.toList();
		if (unknown.isEmpty()) {
			return decisions;
		}
		Map<String, Decision> dropped = new LinkedHashMap<>(decisions.dropped());
		this.scopes.findByScopeKeyIn(unknown)
			.forEach((scope) -> dropped.put(scope.scopeKey(), Decision.DROPPED_NOT_SUBSCRIBED));
		return new ScopeDecisions(decisions.granted(), dropped);
	}

	/**
	 * The scopes of the platform's REST APIs that somebody may have.
	 * @param roles the roles of somebody
	 * @return their names
	 */
	public static Set<String> ofPlatform(Collection<String> roles) {
		return RestScopes.rolesByScope()
			.entrySet()
			.stream()
			.filter((scope) -> roles.stream().anyMatch(scope.getValue()::contains))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private ScopeDecisions decide(ClientFacts client, Collection<String> asked, Collection<String> roles,
			Map<String, Set<String>> bindings, Set<String> granted) {
		Map<String, Decision> dropped = new LinkedHashMap<>();
		int before = granted.size();
		if (!asked.isEmpty()) {
			List<Pattern> patterns = this.whitelist.patterns();
			for (String scope : asked) {
				Decision decision = (RESERVED.contains(scope) || !isWellFormed(scope) || !client.mayAskFor(scope))
						? Decision.DROPPED_UNKNOWN : ScopeGrant.decide(scope, bindings.get(scope), roles, patterns);
				if (decision.isGranted()) {
					granted.add(scope);
				}
				else if (!RESERVED.contains(scope)) {
					dropped.put(scope, decision);
				}
			}
		}
		if (granted.size() == before) {
			granted.add(ScopeGrant.DEFAULT_SCOPE);
		}
		return new ScopeDecisions(granted, dropped);
	}

	private Map<String, Set<String>> bindings(ClientFacts client) {
		return switch (client.kind()) {
			case APPLICATION -> ofApplication(client);
			case REST, DYNAMIC -> RestScopes.rolesByScope();
			case PORTAL -> Map.of();
		};
	}

	private Map<String, Set<String>> ofApplication(ClientFacts client) {
		Map<String, Set<String>> bindings = new LinkedHashMap<>();
		for (Scope scope : this.scopes.findBySubscribedApplication(Objects.requireNonNull(client.applicationId()))) {
			bindings.put(scope.scopeKey(), scope.roleNames());
		}
		return bindings;
	}

}
