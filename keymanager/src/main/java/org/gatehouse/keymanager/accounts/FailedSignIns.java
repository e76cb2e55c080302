package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.db.tenant.TenantContext;

import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten failures within a minute for one name from one address,
 * that address gets nowhere with that name for the rest of the minute. Nobody can lock a
 * user out from elsewhere, and memory is bounded.
 */
@Component
class FailedSignIns {

	private static final int MOST = 10;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final int REMEMBERED = 50_000;

	private final Cache<String, Failures> failures = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.expireAfterWrite(WINDOW.multipliedBy(2))
		.build();

	private final Clock clock;

	FailedSignIns(Clock clock) {
		this.clock = clock;
	}

	boolean areTooMany(String name, String address) {
		Failures known = this.failures.getIfPresent(key(name, address));
		return known != null && known.count() >= MOST && known.since().plus(WINDOW).isAfter(this.clock.instant());
	}

	void add(String name, String address) {
		Instant now = this.clock.instant();
		this.failures.asMap()
			.merge(key(name, address), new Failures(1, now), (known, fresh) -> known.since().plus(WINDOW).isAfter(now)
					? new Failures(known.count() + 1, known.since()) : fresh);
	}

	void forget(String name, String address) {
		this.failures.invalidate(key(name, address));
	}

	private static String key(String name, String address) {
		String cut = (name.length() > 255) ? name.substring(0, 255) : name;
		return TenantContext.current() + " " + address + " " + cut.toLowerCase(Locale.ROOT);
	}

	private record Failures(int count, Instant since) {

	}

}
