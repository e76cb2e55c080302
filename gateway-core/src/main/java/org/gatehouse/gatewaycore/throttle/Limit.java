package org.gatehouse.gatewaycore.throttle;

import java.util.Arrays;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The running window of one quota. Windows follow one another from the first call on; a
 * window lets its amount pass and no more. Where the amount changes, what was used in the
 * running window stays used; where the window's length changes, a new window begins.
 *
 * <p>
 * Not safe by itself: {@link Throttle} asks several of them at once and holds their locks
 * in the order of the levels.
 */
public final class Limit {

	private static final long UNOPENED = Long.MIN_VALUE;

	static final long MILLI = 1_000_000;

	private final Object key;

	private final Level level;

	private final int part;

	private TierCell tier;

	private long revision;

	private TierRules seen;

	private @Nullable Rule rule;

	private long begin = UNOPENED;

	/** What has passed, here and, where gateways share their counters, elsewhere. */
	private long used;

	/**
	 * Where gateways share their counters: what is counted in {@link #used} and has not
	 * passed here yet; below 0, what has passed here and was not told to the others yet.
	 */
	private long balance;

	/** Counts windows, to tell one from the next. */
	private int turns;

	private boolean owing;

	private boolean leasing;

	private @Nullable String sharedKey;

	/** Of a limit that is a tier's quota, those of the tier's other parts. */
	private volatile @Nullable Limit @Nullable [] parts;

	/**
	 * Makes a limit of which nothing is used.
	 * @param key names it, by its text also for other nodes
	 * @param level what the tier limits
	 * @param part which of the tier's quotas it counts
	 * @param tier the tier
	 * @param revision the feed's revision that said so
	 */
	Limit(Object key, Level level, int part, TierCell tier, long revision) {
		this.key = key;
		this.level = (part == TierRules.BURST) ? level.burst() : level;
		this.part = part;
		this.tier = tier;
		this.revision = revision;
		this.seen = tier.rules();
		this.rule = this.seen.rule(part);
	}

	/**
	 * Takes a tier, unless the limit already has one of a later revision, or a later one
	 * of the same.
	 */
	synchronized void use(TierCell cell, long since) {
		if (since < this.revision || (since == this.revision && cell.serial() <= this.tier.serial())) {
			return;
		}
		this.tier = cell;
		this.revision = since;
		@Nullable Limit[] others = this.parts;
		for (int i = 0; others != null && i < others.length; i++) {
			Limit other = others[i];
			if (other != null) {
				other.use(cell, since);
			}
		}
	}

	/** The limit of another part of the tier, for the same calls. */
	Limit part(int other) {
		if (other == TierRules.QUOTA) {
			return this;
		}
		int at = other - TierRules.BURST;
		@Nullable Limit[] known = this.parts;
		Limit found = (known != null && at < known.length) ? known[at] : null;
		return (found != null) ? found : newPart(other, at);
	}

	private synchronized Limit newPart(int other, int at) {
		@Nullable Limit[] known = this.parts;
		@Nullable Limit[] next = (known == null) ? new @Nullable Limit[at + 1]
				: Arrays.copyOf(known, Math.max(known.length, at + 1));
		Limit made = next[at];
		if (made == null) {
			made = new Limit(this.key + "#" + other, this.level, other, this.tier, this.revision);
			next[at] = made;
			this.parts = next;
		}
		return made;
	}

	SteadyTime time() {
		return this.tier.quotas().time();
	}

	/**
	 * Takes up what has become of the tier since the last call, and turns to the window
	 * of now.
	 * @param now the time in nanoseconds
	 * @return the quota, null where everything passes
	 */
	@Nullable Rule turn(long now) {
		TierRules latest = this.tier.rules();
		if (latest != this.seen) {
			this.seen = latest;
			change(latest.rule(this.part));
		}
		Rule current = this.rule;
		if (current != null && this.begin != UNOPENED && now - this.begin >= current.window()) {
			this.begin += (now - this.begin) / current.window() * current.window();
			this.used = 0;
			this.balance = 0;
			this.turns++;
		}
		return current;
	}

	private void change(@Nullable Rule next) {
		Rule before = this.rule;
		this.rule = next;
		boolean goesOn = before != null && next != null && next.isCountedWith(before);
		if (!goesOn) {
			this.begin = UNOPENED;
			this.used = 0;
			this.balance = 0;
			this.turns++;
			this.leasing = false;
			this.sharedKey = null;
		}
	}

	/** True where a call has to wait. Asked after {@link #turn}. */
	boolean isUsedUp(Rule current) {
		return current.hard() && spent() >= current.amount();
	}

	/**
	 * How many nanoseconds there are until the next window. Asked after {@link #turn}.
	 */
	long untilNext(Rule current, long now) {
		return (this.begin == UNOPENED) ? current.window() : this.begin + current.window() - Math.max(now, this.begin);
	}

	/**
	 * Counts a call that passes, where calls are counted. A soft limit that is used up
	 * counts no further.
	 * @return how much is left
	 */
	long take(Rule current, long now) {
		if (this.begin == UNOPENED) {
			this.begin = now;
		}
		if (!current.bytes() && spent() < current.amount()) {
			count(1);
		}
		return left(current);
	}

	/** How much is left. Asked after {@link #turn}. */
	long left(Rule current) {
		return Math.max(0, current.amount() - spent());
	}

	private long spent() {
		return this.used - this.balance;
	}

	private void count(long more) {
		Predicate<Limit> owed = this.tier.quotas().owed();
		if (owed == null) {
			this.used += more;
			return;
		}
		this.balance -= more;
		noteOwed(owed);
	}

	private void noteOwed(Predicate<Limit> owed) {
		if (this.balance < 0 && !this.owing) {
			this.owing = owed.test(this);
		}
	}

	/**
	 * Counts bytes that pass, where bytes are counted.
	 * @param bytes how many
	 */
	public synchronized void spend(long bytes) {
		long now = time().nanos();
		Rule current = turn(now);
		if (current != null && current.bytes()) {
			if (this.begin == UNOPENED) {
				this.begin = now;
			}
			// Beyond the amount it makes no difference by how much.
			count(Math.min(bytes, left(current)));
		}
	}

	/**
	 * True where a call can be decided without asking the counters. Asked after
	 * {@link #turn}.
	 */
	boolean isInHand(Rule current) {
		return this.balance > 0 || (!current.hard() && spent() >= current.amount());
	}

	/** True where a call takes something out of what is in hand. */
	boolean holds(Rule current) {
		return !current.bytes() && this.balance > 0;
	}

	/** Names the count of a quota in counters that gateways share. */
	String sharedKey(Rule current) {
		String known = this.sharedKey;
		if (known == null) {
			known = current.sharedKey(this.key.toString());
			this.sharedKey = known;
		}
		return known;
	}

	/**
	 * Takes a call out of what is in hand, while other limits of the call are asked for.
	 * @return the window
	 */
	int reserve() {
		this.balance--;
		return this.turns;
	}

	/** Puts back what was taken by {@link #reserve} in a window that goes on. */
	synchronized void unreserve(int window) {
		turn(time().nanos());
		if (window == this.turns) {
			this.balance++;
		}
	}

	/** Leaves it to a question to tell the counters of what is owed to them. */
	long settle() {
		long owed = Math.max(0, -this.balance);
		this.balance += owed;
		return owed;
	}

	/** True where the question may ask for a part in advance; one at a time does. */
	boolean beginLease() {
		boolean first = !this.leasing;
		this.leasing = true;
		return first;
	}

	synchronized void endLease() {
		this.leasing = false;
	}

	boolean owes() {
		return this.balance < 0;
	}

	/** Takes note that the others are about to be told. */
	void noLongerOwing() {
		this.owing = false;
	}

	/**
	 * Takes what the counters say.
	 * @param told what they say
	 * @param asked the quota that they were asked for
	 * @param askedAt when they were asked
	 */
	synchronized void told(SharedCounters.Told told, Rule asked, long askedAt) {
		Rule current = this.rule;
		if (current == null || !current.isCountedWith(asked)) {
			return;
		}
		this.used = told.used();
		// The question was sent before the counters looked at their clock, so that the
		// window ends here no later than there.
		this.begin = askedAt + told.untilNextMillis() * MILLI - current.window();
		this.balance += told.lease();
		turn(time().nanos());
	}

	/**
	 * Keeps what a question was to tell, for it may not have come to anybody.
	 * @param settled what {@link #settle} said
	 */
	synchronized void missed(long settled) {
		owe(settled);
	}

	/**
	 * Takes back what a question that came too late has told all the same.
	 * @param settled what {@link #settle} said
	 * @param taken how many calls it was about
	 */
	synchronized void cameLate(long settled, long taken) {
		owe(-settled - taken);
	}

	private void owe(long more) {
		this.balance -= more;
		Predicate<Limit> owed = this.tier.quotas().owed();
		if (owed != null) {
			noteOwed(owed);
		}
	}

	Level level() {
		return this.level;
	}

	/** How long a window is, in nanoseconds. */
	synchronized long window() {
		return (this.rule == null) ? 0 : this.rule.window();
	}

	/** True where nothing would be forgotten if the limit were forgotten. */
	synchronized boolean isFresh() {
		Rule current = turn(time().nanos());
		@Nullable Limit[] others = this.parts;
		for (int i = 0; others != null && i < others.length; i++) {
			Limit other = others[i];
			if (other != null && !other.isFresh()) {
				return false;
			}
		}
		return current == null || (this.used == 0 && this.balance == 0);
	}

	/** Names the limit, alike in every node. */
	@Override
	public String toString() {
		return this.key.toString();
	}

}
