package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.signin.WrongPasswords;
import org.gatehouse.db.signin.WrongPasswords.Count;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing without letting a stranger lock anybody out. Failures are counted
 * three ways:
 * <ul>
 * <li>for a name from one place: after five, the place gets nowhere with the name;</li>
 * <li>for a name from everywhere: after ten, only places from which the user signed in
 * before get anywhere with the name;</li>
 * <li>from an address for all names: after sixty, the address gets nowhere but with
 * browsers that are known.</li>
 * </ul>
 * The first lock lasts a minute, each further one twice as long up to a quarter of an
 * hour; after an hour without a failure it is a minute again. What is tried during a lock
 * is neither looked at nor counted. A place is a browser with the cookie of an earlier
 * sign-in, or else an address.
 */
@Component
public class FailedSignIns {

	private static final int MOST_FROM_ONE_PLACE = 5;

	private static final int MOST_FROM_EVERYWHERE = 10;

	private static final int MOST_OF_ONE_ADDRESS = 60;

	private static final Duration WINDOW = Duration.ofMinutes(15);

	private static final Duration FIRST_LOCK = Duration.ofMinutes(1);

	private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

	private static final Duration QUIET = Duration.ofHours(1);

	private static final Duration KNOWN_FOR = Duration.ofDays(180);

	private static final int LONGEST_NAME = 255;

	/**
	 * How many may try one name at the same time, so that no burst gets past the count.
	 */
	private static final int AT_ONCE = 5;

	private final Semaphore[] turns = turns();

	/** Their own, so that nobody else waits where a directory takes its time. */
	private final Semaphore[] turnsOfDirectories = turns();

	/** Spares the write that says the same again with each sign-in. */
	private final Cache<Known, Boolean> known = Caffeine.newBuilder()
		.maximumSize(100_000)
		.expireAfterWrite(Duration.ofHours(12))
		.build();

	private final WrongPasswords counts;

	private final Clock clock;

	FailedSignIns(WrongPasswords counts, Clock clock) {
		this.counts = counts;
		this.clock = clock;
	}

	private static Semaphore[] turns() {
		return Stream.generate(() -> new Semaphore(AT_ONCE, true)).limit(128).toArray(Semaphore[]::new);
	}

	private record Known(UUID userId, String device) {

	}

	/**
	 * A try to sign in.
	 *
	 * @param subject the name in lower case
	 * @param place where from: a known browser or an address
	 * @param address where from
	 * @param refused true where nothing gets through at the moment
	 * @param failedBefore true where there were failures from the place
	 */
	record Try(String subject, String place, String address, boolean refused, boolean failedBefore) {

	}

	/**
	 * Waits for a turn with a name; to be released.
	 * @param name the name
	 * @return the turn, taken
	 */
	Semaphore turn(String name) {
		Semaphore[] all = StoreName.isOfDirectory(name) ? this.turnsOfDirectories : this.turns;
		Semaphore turn = all[Math.floorMod(subject(name).hashCode(), all.length)];
		turn.acquireUninterruptibly();
		return turn;
	}

	/**
	 * Judges a try before the password is looked at.
	 * @param name the name
	 * @param userId whose name it is, null where nobody's
	 * @param origin where it comes from
	 * @return the try
	 */
	Try begin(String name, @Nullable UUID userId, Origin origin) {
		String subject = subject(name);
		Instant now = this.clock.instant();
		String device = origin.device();
		boolean knownDevice = device != null && userId != null && this.counts.knows(userId, device);
		String place = knownDevice ? "device " + device : origin.address();
		List<Count> found = this.counts.find(subject, place);
		boolean here = locked(found, subject, place, now);
		boolean failedBefore = found.stream().anyMatch((count) -> is(count, subject, place));
		if (knownDevice) {
			return new Try(subject, place, origin.address(), here, failedBefore);
		}
		boolean everywhere = locked(found, subject, "", now);
		boolean refused = here || locked(found, "", place, now)
				|| (everywhere && (userId == null || !this.counts.knows(userId, deviceOf(origin.address()))));
		return new Try(subject, place, origin.address(), refused, failedBefore);
	}

	private static boolean locked(List<Count> found, String subject, String address, Instant now) {
		return found.stream().anyMatch((count) -> is(count, subject, address) && count.isLocked(now));
	}

	private static boolean is(Count count, String subject, String address) {
		return count.subject().equals(subject) && count.address().equals(address);
	}

	/**
	 * Counts a try that failed.
	 * @param failed the try
	 */
	void failed(Try failed) {
		if (failed.refused()) {
			return;
		}
		add(failed.subject(), failed.place(), MOST_FROM_ONE_PLACE);
		add(failed.subject(), "", MOST_FROM_EVERYWHERE);
		add("", failed.address(), MOST_OF_ONE_ADDRESS);
	}

	private void add(String subject, String address, int most) {
		Instant now = this.clock.instant();
		Count count = this.counts.add(subject, address, now, now.minus(WINDOW), now.minus(QUIET));
		if (count.failures() >= most) {
			Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(count.locks(), 10));
			this.counts.lock(count, now.plus((lock.compareTo(LONGEST_LOCK) < 0) ? lock : LONGEST_LOCK));
		}
	}

	/**
	 * Forgets the failures from the place, and remembers it.
	 * @param succeeded the try
	 * @param userId the user
	 */
	void succeeded(Try succeeded, UUID userId) {
		if (succeeded.failedBefore()) {
			this.counts.forget(succeeded.subject(), succeeded.place());
		}
		know(userId, deviceOf(succeeded.address()));
	}

	/**
	 * Remembers a place of a user.
	 * @param userId the user
	 * @param device the hash of a device cookie, or of an address
	 */
	public void know(UUID userId, String device) {
		Known place = new Known(userId, device);
		if (this.known.getIfPresent(place) == null) {
			this.counts.know(userId, device, this.clock.instant());
			this.known.put(place, true);
		}
	}

	/**
	 * Remembers the address that a user proved to be at in another way than by password.
	 * @param userId the user
	 * @param name the user's name
	 * @param origin where the user is
	 */
	public void welcome(UUID userId, String name, Origin origin) {
		this.counts.forget(subject(name), origin.address());
		know(userId, deviceOf(origin.address()));
	}

	/**
	 * What was tried with a user's name.
	 * @param name the name
	 * @return the counts that led to a lock that lasts, or have failures of the last
	 * hour; the latest first
	 */
	public List<Count> of(String name) {
		Instant now = this.clock.instant();
		return this.counts.find(subject(name))
			.stream()
			.filter((count) -> count.isLocked(now) || count.failedAt().isAfter(now.minus(QUIET)))
			.toList();
	}

	/**
	 * The names that are being guessed at.
	 * @return names in lower case for which a lock lasts, at most twenty
	 */
	public Set<String> guessed() {
		return this.counts.locked(this.clock.instant(), 20);
	}

	/**
	 * Lets everybody try a name again.
	 * @param name the name
	 */
	public void unlock(String name) {
		this.counts.forget(subject(name));
	}

	/** All tenants' rows go by the same rule, so that one pass serves them all. */
	@Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
	void prune() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			Instant now = this.clock.instant();
			this.counts.prune(now.minus(Duration.ofDays(1)), now.minus(KNOWN_FOR), 10_000);
		}
	}

	private static String deviceOf(String address) {
		return TokenHash.of("address " + address);
	}

	private static String subject(String name) {
		String cut = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) : name;
		// What PostgreSQL takes for no text at all is nobody's name.
		return cut.toLowerCase(Locale.ROOT).replace('\u0000', '?');
	}

}
