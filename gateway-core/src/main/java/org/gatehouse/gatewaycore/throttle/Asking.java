package org.gatehouse.gatewaycore.throttle;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A question on its way to the counters and back: a call, or what is owed to them without
 * a call.
 */
final class Asking implements SharedCounters.Question {

	private final List<Asked> asked;

	private final List<Reserved> reserved;

	private final long askedAt;

	private final @Nullable Outcome outcome;

	private boolean over;

	private Asking(List<Asked> asked, List<Reserved> reserved, long askedAt, @Nullable Outcome outcome) {
		this.asked = asked;
		this.reserved = reserved;
		this.askedAt = askedAt;
		this.outcome = outcome;
	}

	/** What becomes of a call. */
	interface Outcome {

		/** The counters let it pass, and have counted it. */
		void passed();

		/** The counters do not let it pass. */
		void refused();

		/** The counters say nothing. */
		void unknown();

	}

	/** A limit that is asked for, with its quota of that time. */
	private record Asked(Limit limit, Rule rule, SharedCounters.Count count) {

		static Asked of(Limit limit, Rule rule, boolean hard, int take, int part) {
			return new Asked(limit, rule, new SharedCounters.Count(limit.sharedKey(rule), rule.amount(),
					rule.window() / Limit.MILLI, hard, limit.settle(), take, part));
		}

	}

	/** A limit of which the call has what it needs already. */
	private record Reserved(Limit limit, int window) {

	}

	/**
	 * Asks for a call. The limits are locked.
	 * @param limits the call's limits
	 * @param now the time
	 * @param part which part of what is left is asked for in advance, 0 for none
	 * @param outcome is told
	 */
	static Asking ofCall(List<Limit> limits, long now, int part, Outcome outcome) {
		List<Asked> asked = new ArrayList<>(limits.size());
		List<Reserved> reserved = new ArrayList<>(0);
		for (int i = 0; i < limits.size(); i++) {
			Limit limit = limits.get(i);
			Rule rule = limit.turn(now);
			if (rule != null && limit.isInHand(rule)) {
				if (limit.holds(rule)) {
					reserved.add(new Reserved(limit, limit.reserve()));
				}
			}
			else if (rule != null) {
				int leased = (part > 0 && limit.beginLease()) ? part : 0;
				asked.add(Asked.of(limit, rule, rule.hard(), rule.bytes() ? 0 : 1, leased));
			}
		}
		return new Asking(asked, reserved, now, outcome);
	}

	/**
	 * Tells what is owed.
	 * @param limits limits that may owe something
	 * @param now the time
	 * @return the question, null where nothing is owed any more
	 */
	static @Nullable Asking ofDebts(List<Limit> limits, long now) {
		List<Asked> asked = new ArrayList<>(limits.size());
		for (Limit limit : limits) {
			synchronized (limit) {
				limit.noLongerOwing();
				Rule rule = limit.turn(now);
				if (rule != null && limit.owes()) {
					asked.add(Asked.of(limit, rule, false, 0, 0));
				}
			}
		}
		return asked.isEmpty() ? null : new Asking(asked, List.of(), now, null);
	}

	@Override
	public List<SharedCounters.Count> counts() {
		return this.asked.stream().map(Asked::count).toList();
	}

	private synchronized boolean end() {
		boolean before = this.over;
		this.over = true;
		if (!before) {
			this.asked.stream().filter((one) -> one.count().part() > 0).forEach((one) -> one.limit().endLease());
		}
		return !before;
	}

	@Override
	public void answered(boolean passes, List<SharedCounters.Told> told) {
		boolean late = !end();
		for (int i = 0; i < told.size(); i++) {
			Asked one = this.asked.get(i);
			one.limit().told(told.get(i), one.rule(), this.askedAt);
			if (late) {
				one.limit().cameLate(one.count().owed(), passes ? one.count().take() : 0);
			}
		}
		if (late || this.outcome == null) {
			return;
		}
		if (passes) {
			this.outcome.passed();
		}
		else {
			unreserve();
			this.outcome.refused();
		}
	}

	private void unreserve() {
		this.reserved.forEach((one) -> one.limit().unreserve(one.window()));
	}

	@Override
	public void missed() {
		if (!end()) {
			return;
		}
		this.asked.forEach((one) -> one.limit().missed(one.count().owed()));
		unreserve();
		if (this.outcome != null) {
			this.outcome.unknown();
		}
	}

}
