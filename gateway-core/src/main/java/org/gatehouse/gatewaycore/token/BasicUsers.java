package org.gatehouse.gatewaycore.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.UserState;
import org.jspecify.annotations.Nullable;

/**
 * The users who have called with a password (RFC 7617). The key manager looks at the
 * password; what it said is remembered for a minute, by a hash whose key dies with the
 * process. No password is kept.
 */
public final class BasicUsers {

	/** How long a right password is not looked at again. */
	public static final Duration REMEMBERED = Duration.ofMinutes(1);

	private static final int KEPT = 20_000;

	/** Looking at a password is dear: beyond this many at a time callers wait outside. */
	private static final int AT_ONCE = 64;

	private static final String ALGORITHM = "HmacSHA256";

	private final UserPasswords passwords;

	private final Clock clock;

	private final SecretKeySpec key;

	private final Cache<TokenHash, AccessToken> known = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.executor(Runnable::run)
		.build();

	private final Cache<TokenHash, Boolean> wrong = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.expireAfterWrite(Duration.ofSeconds(1))
		.executor(Runnable::run)
		.build();

	private final Map<TokenHash, CompletableFuture<Optional<AccessToken>>> asked = new ConcurrentHashMap<>();

	/**
	 * Makes an empty memory.
	 * @param passwords where passwords are checked
	 * @param clock the time
	 */
	public BasicUsers(UserPasswords passwords, Clock clock) {
		this.passwords = passwords;
		this.clock = clock;
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	/**
	 * A name and a password as they were sent, known by their hash. The text form has
	 * neither.
	 */
	public static final class Sent {

		private final TokenHash hash;

		private final TenantId tenant;

		private final String userName;

		private final String password;

		private Sent(TokenHash hash, TenantId tenant, String userName, String password) {
			this.hash = hash;
			this.tenant = tenant;
			this.userName = userName;
			this.password = password;
		}

		@Override
		public String toString() {
			return "Sent[tenant=" + this.tenant + "]";
		}

	}

	/**
	 * Reads what a caller sent.
	 * @param credentials the part of the header's value behind {@code Basic}
	 * @param api the API that is called
	 * @param tenant whose API it is
	 * @return the name and the password, null where there are none in it
	 */
	public @Nullable Sent read(String credentials, ApiId api, TenantId tenant) {
		try {
			byte[] bytes = Base64.getDecoder().decode(credentials.strip());
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			int colon = text.indexOf(':');
			if (colon <= 0 || text.chars().anyMatch(Character::isISOControl)) {
				return null;
			}
			return new Sent(hash(tenant + " " + api + " " + text), tenant, text.substring(0, colon),
					text.substring(colon + 1));
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	private TokenHash hash(String text) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return TokenHash.fromHex(HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			throw new IllegalStateException("every JDK has " + ALGORITHM, ex);
		}
	}

	/**
	 * Finds a user without asking anybody.
	 * @param sent the name and the password
	 * @return the user, null where the password has to be looked at
	 */
	public @Nullable AccessToken find(Sent sent) {
		AccessToken user = this.known.getIfPresent(sent.hash);
		if (user != null && user.expiresAt() <= this.clock.millis()) {
			this.known.invalidate(sent.hash);
			return null;
		}
		return user;
	}

	/**
	 * Has the password looked at, whatever is remembered. Calls with the same name and
	 * password share one question, and for a second nobody asks again about a wrong one.
	 * @param sent the name and the password
	 * @param address where the call comes from
	 * @param scopes the scopes of the API
	 * @return completes on any thread with the user, empty where the password is wrong;
	 * exceptionally where the key manager cannot be asked now
	 */
	public CompletableFuture<Optional<AccessToken>> ask(Sent sent, String address, Set<String> scopes) {
		if (this.wrong.getIfPresent(sent.hash) != null) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		CompletableFuture<Optional<AccessToken>> answer = new CompletableFuture<>();
		CompletableFuture<Optional<AccessToken>> running = this.asked.putIfAbsent(sent.hash, answer);
		if (running != null) {
			return running;
		}
		look(new PasswordQuestion(sent.tenant, sent.userName, sent.password, address, scopes))
			.whenComplete((state, problem) -> {
				this.asked.remove(sent.hash, answer);
				if (problem != null) {
					answer.completeExceptionally(problem);
				}
				else {
					answer.complete(remember(sent, state));
				}
			});
		return answer;
	}

	private CompletableFuture<Optional<UserState>> look(PasswordQuestion question) {
		if (this.asked.size() > AT_ONCE) {
			return CompletableFuture.failedFuture(new RejectedExecutionException("too many passwords at a time"));
		}
		try {
			return this.passwords.check(question);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Optional<AccessToken> remember(Sent sent, Optional<UserState> found) {
		long until = this.clock.millis() + REMEMBERED.toMillis();
		Optional<AccessToken> user = found.map((state) -> new AccessToken(sent.hash, "", state.userName(),
				state.scopes(), state.checkedAt().toEpochMilli(), until, -1, sent.tenant));
		user.ifPresentOrElse((it) -> this.known.put(sent.hash, it), () -> this.wrong.put(sent.hash, true));
		return user;
	}

}
