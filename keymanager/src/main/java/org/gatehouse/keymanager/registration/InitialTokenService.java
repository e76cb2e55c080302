package org.gatehouse.keymanager.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.InitialAccessToken;
import org.gatehouse.db.oauth.InitialAccessTokens;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tokens that administrators hand out so that clients register themselves.
 */
@Service
@Transactional
public class InitialTokenService {

	private static final int LONGEST_LABEL = 100;

	private static final int MOST_USES = 10_000;

	private static final Duration LONGEST_LIFE = Duration.ofDays(366);

	private final InitialAccessTokens tokens;

	private final UserAccountRepository users;

	private final Clock clock;

	InitialTokenService(InitialAccessTokens tokens, UserAccountRepository users, Clock clock) {
		this.tokens = tokens;
		this.users = users;
		this.clock = clock;
	}

	/**
	 * A token that was just made.
	 *
	 * @param token what is kept of it
	 * @param value the token, which is not shown again
	 */
	record NewToken(InitialAccessToken token, String value) {

		@Override
		public String toString() {
			return "NewToken[token=" + this.token + "]";
		}

	}

	/**
	 * What a token is to be.
	 *
	 * @param label what it is for
	 * @param scopes the most that its clients can be granted, beside who the user is
	 * @param mostUses how many clients it registers, null for any number
	 * @param life how long it can be used, null where that was not understood
	 */
	record Wish(String label, Collection<String> scopes, @Nullable Integer mostUses, @Nullable Duration life) {

	}

	/**
	 * Knows who comes with such a token.
	 * @param token what came
	 * @return whom its clients belong to, null where it is none that can be used
	 */
	@Transactional(readOnly = true)
	public @Nullable Authentication authenticate(String token) {
		return this.tokens.findUsable(TokenHash.of(token), this.clock.instant())
			.map(InitialTokenAuthentication::of)
			.orElse(null);
	}

	/**
	 * Counts a client that is being registered.
	 * @param id the token
	 * @throws UnknownRegistration if it can be used no more
	 */
	void use(UUID id) {
		if (!this.tokens.use(id, this.clock.instant())) {
			throw new UnknownRegistration();
		}
	}

	/**
	 * Lists the tokens.
	 * @param page which part
	 * @return the newest first
	 */
	@Transactional(readOnly = true)
	Page<InitialAccessToken> list(PageRequest page) {
		return Page.of(this.tokens.list(page.offset(), page.limit()), page, this.tokens.count());
	}

	/**
	 * The scopes that an administrator can give to clients.
	 * @param userName the administrator
	 * @return their names, in alphabetical order
	 */
	@Transactional(readOnly = true)
	List<String> scopesOf(String userName) {
		return List.copyOf(scopesOf(user(userName)));
	}

	private static Set<String> scopesOf(UserAccount user) {
		Set<String> scopes = new TreeSet<>(TokenScopes.ofPlatform(user.roleNames()));
		scopes.remove(ClientRegistrationService.REGISTER);
		return scopes;
	}

	/**
	 * Makes a token.
	 * @param userName the administrator, whom its clients will belong to
	 * @param wish what it is to be
	 * @return the token
	 * @throws BadRequest naming every wrong field
	 */
	NewToken make(String userName, Wish wish) {
		UserAccount owner = user(userName);
		BadRequest.Collector wrong = BadRequest.collect();
		String label = wish.label().strip();
		wrong.require(!label.isEmpty() && label.length() <= LONGEST_LABEL, "label", wish.label(),
				"1 to " + LONGEST_LABEL + " characters");
		Integer most = wish.mostUses();
		wrong.require(most == null || (most > 0 && most <= MOST_USES), "uses", String.valueOf(most),
				"1 to " + MOST_USES + ", or nothing for any number");
		Duration life = wish.life();
		wrong.require(life != null && life.isPositive() && life.compareTo(LONGEST_LIFE) <= 0, "expiry", null,
				"a time within " + LONGEST_LIFE.toDays() + " days");
		Set<String> allowed = scopesOf(owner);
		Set<String> scopes = new TreeSet<>(wish.scopes());
		scopes.forEach((scope) -> wrong.require(allowed.contains(scope), "scopes", scope,
				"one that you may have yourself; not " + ClientRegistrationService.REGISTER));
		wrong.throwIfAny();
		Instant now = this.clock.instant();
		String value = ClientSecrets.newSecret();
		InitialAccessToken token = new InitialAccessToken(UUID.randomUUID(), owner.userName(), label,
				List.copyOf(scopes), 0, most, now, now.plus((life != null) ? life : Duration.ZERO));
		this.tokens.add(token, owner.getId(), TokenHash.of(value));
		return new NewToken(token, value);
	}

	/**
	 * Revokes a token. Clients that were registered with it stay.
	 * @param id which
	 * @return what it was
	 * @throws NotFound if there is none
	 */
	InitialAccessToken revoke(UUID id) {
		InitialAccessToken token = this.tokens.find(id).orElseThrow(() -> NotFound.of("Initial access token", id));
		this.tokens.remove(id);
		return token;
	}

	private UserAccount user(String userName) {
		return this.users.findByUserNameIgnoreCase(userName).orElseThrow(() -> NotFound.of("user", userName));
	}

}
