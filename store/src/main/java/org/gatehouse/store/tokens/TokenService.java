package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.store.applications.Consumers;
import org.gatehouse.store.console.ShellCommand;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.store.keys.KeyService;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has tokens made for applications' keys by the key manager, without their secrets: the
 * one who asks is signed in and owns the application.
 */
@Service
public class TokenService {

	/** {@code scope-token} of RFC 6749 section 3.3. */
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

	private static final int MOST_SCOPES = 200;

	private static final Duration LONGEST_VALIDITY = Duration.ofDays(366);

	private final Consumers consumers;

	private final KeyService keys;

	private final ScopeRepository scopes;

	private final ObjectProvider<ApplicationTokens> tokens;

	private final WebProperties properties;

	TokenService(Consumers consumers, KeyService keys, ScopeRepository scopes, ObjectProvider<ApplicationTokens> tokens,
			WebProperties properties) {
		this.consumers = consumers;
		this.keys = keys;
		this.scopes = scopes;
		this.tokens = tokens;
		this.properties = properties;
	}

	/**
	 * Has a token made.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param request what kind of token
	 * @return the token
	 * @throws NotFound if the user has no such application or it has no such key
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the key cannot be used so, or the key manager cannot be reached
	 */
	public GeneratedToken issue(SignedInUser user, UUID applicationId, WhichKey which, TokenRequest request) {
		KeyView key = this.keys.get(user, applicationId, which);
		Duration validity = check(request, key);
		if (!request.forUser() && !key.grantTypes().contains(GrantTypes.CLIENT_CREDENTIALS)) {
			throw new Conflict("grantType", "grantType: the key does not have the grant "
					+ GrantTypes.CLIENT_CREDENTIALS + "; add it to the key first");
		}
		ApplicationTokens issuer = this.tokens.getIfAvailable();
		if (issuer == null) {
			throw new Conflict("there is no key manager: get the token from " + tokenUrl());
		}
		return new GeneratedToken(
				issuer.issue(key.consumerKey(), request.scopes(), validity, request.forUser() ? user.name() : null),
				key, command(user, key, request));
	}

	/**
	 * Has a token of the application itself made, where possible.
	 * @param user who asks
	 * @param key a key that was just made
	 * @return the token, null where the key is not for such tokens or the key manager
	 * cannot be reached
	 */
	@Nullable GeneratedToken issueFirst(SignedInUser user, KeyView key) {
		boolean possible = key.grantTypes().contains(GrantTypes.CLIENT_CREDENTIALS)
				&& this.tokens.getIfAvailable() != null;
		if (!possible) {
			return null;
		}
		try {
			return issue(user, key.applicationId(), new WhichKey.OfId(key.id()),
					new TokenRequest(Set.of(), null, false));
		}
		catch (Conflict _) {
			// The key is made all the same.
			return null;
		}
	}

	/**
	 * The scopes that an application's tokens can carry, with what would become of each
	 * if the user asked for it.
	 * @param user who asks
	 * @param applicationId the application
	 * @return those of all APIs that the application subscribes to, by key
	 * @throws NotFound if the user has no such application
	 */
	@Transactional(readOnly = true)
	public List<ScopeChoice> scopes(SignedInUser user, UUID applicationId) {
		this.consumers.application(user, applicationId);
		return this.scopes.findBySubscribedApplication(applicationId)
			.stream()
			.map((scope) -> choice(user, scope))
			.toList();
	}

	private static ScopeChoice choice(SignedInUser user, Scope scope) {
		Set<String> roles = scope.roleNames();
		return new ScopeChoice(scope.scopeKey(), scope.displayName(), scope.description(),
				roles.stream().sorted().toList(), ScopeGrant.decide(scope.scopeKey(), roles, user.roles(), List.of()));
	}

	private static Duration check(TokenRequest request, KeyView key) {
		Duration validity = (request.validity() != null) ? request.validity()
				: (request.forUser() ? key.tokenRules().userToken() : key.tokenRules().applicationToken());
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(validity.isPositive() && validity.compareTo(LONGEST_VALIDITY) <= 0, "validityPeriod",
				String.valueOf(validity.toSeconds()), "1 to " + LONGEST_VALIDITY.toSeconds() + " seconds");
		wrong.require(request.scopes().size() <= MOST_SCOPES, "scopes", request.scopes().size() + " scopes",
				"at most " + MOST_SCOPES);
		request.scopes()
			.stream()
			.filter((scope) -> !SCOPE.matcher(scope).matches())
			.forEach((scope) -> wrong.reject("scopes", scope, "1 to 255 characters without blanks and quotes"));
		wrong.throwIfAny();
		return validity;
	}

	private String command(SignedInUser user, KeyView key, TokenRequest request) {
		ShellCommand command = ShellCommand.curl()
			.with("-u", key.consumerKey() + ":<consumer secret>")
			.with("-d", "grant_type=" + (request.forUser() ? "password" : GrantTypes.CLIENT_CREDENTIALS));
		if (request.forUser()) {
			command = command.with("-d", "username=" + user.name()).with("-d", "password=<password>");
		}
		if (!request.scopes().isEmpty()) {
			command = command.with("-d", "scope=" + String.join(" ", request.scopes()));
		}
		return command.with(tokenUrl()).text();
	}

	private String tokenUrl() {
		return this.properties.gatewayUrl() + "/token";
	}

}
