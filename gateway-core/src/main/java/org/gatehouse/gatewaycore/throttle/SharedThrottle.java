package org.gatehouse.gatewaycore.throttle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.gatehouse.gatewaycore.throttle.Throttle.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Asks the limits of a call where gateways count together. What is known to be used up
 * refuses here; everything else the counters decide, for all limits of the call at once.
 * With leases they count a part of what is left in advance, which the gateway then lets
 * pass by itself; it ends with the window that it was counted in, so that no window lets
 * more pass than its amount.
 *
 * <p>
 * While the counters do not answer the gateway counts alone, beginning with what they
 * said last, and tells them what passed as soon as they are back.
 */
public final class SharedThrottle {

	/** A tenth of what is left is counted in advance. */
	static final int LEASED_PART = 10;

	private static final int MOST_OWING = 200_000;

	/** How many limits are told at a time, so that calls find the counters free. */
	private static final int MOST_TOLD = 1000;

	private static final int IN_ONE_QUESTION = 50;

	private final SharedCounters counters;

	private final int part;

	private final Set<Limit> owing = ConcurrentHashMap.newKeySet();

	/**
	 * Counts with others from now on.
	 * @param counters where
	 * @param quotas the limits of this gateway
	 * @param leases whether it may let calls pass that were counted in advance
	 */
	public SharedThrottle(SharedCounters counters, Quotas quotas, boolean leases) {
		this.counters = counters;
		this.part = leases ? LEASED_PART : 0;
		quotas.share((limit) -> this.owing.size() < MOST_OWING && this.owing.add(limit));
	}

	/**
	 * Admits a call, or refuses it.
	 * @param limits the call's limits, at least one, in the order of their locks
	 * @param refusing what becomes of the call where the counters do not answer: true to
	 * refuse it, false to count it here alone
	 * @return the decision, on any thread; empty where the counters do not answer and
	 * nothing is decided without them
	 */
	public CompletableFuture<Optional<Decision>> admit(List<Limit> limits, boolean refusing) {
		if (!this.counters.isThere()) {
			return CompletableFuture.completedFuture(alone(limits, refusing));
		}
		Waiting waiting = new Waiting(limits, refusing);
		Begun begun = Throttle.locked(limits, 0, (locked) -> begin(locked, waiting));
		if (begun.decision() != null) {
			return CompletableFuture.completedFuture(Optional.of(begun.decision()));
		}
		if (begun.question() != null) {
			this.counters.ask(begun.question());
		}
		return waiting.decision;
	}

	private static Optional<Decision> alone(List<Limit> limits, boolean refusing) {
		return refusing ? Optional.empty() : Optional.ofNullable(Throttle.admit(limits));
	}

	private record Begun(@Nullable Decision decision, @Nullable Asking question) {

	}

	private Begun begin(List<Limit> limits, Waiting waiting) {
		long now = limits.getFirst().time().nanos();
		Decision refusal = Throttle.refusal(limits, now);
		if (refusal != null) {
			return new Begun(refusal, null);
		}
		for (int i = 0; i < limits.size(); i++) {
			Rule rule = limits.get(i).turn(now);
			if (rule != null && !limits.get(i).isInHand(rule)) {
				return new Begun(null, Asking.ofCall(limits, now, this.part, waiting));
			}
		}
		return new Begun(Throttle.pass(limits, now, true), null);
	}

	/** Tells the counters what passed without their knowledge. Called now and then. */
	public void settle() {
		if (this.owing.isEmpty() || !this.counters.isThere()) {
			return;
		}
		List<Limit> some = new ArrayList<>(IN_ONE_QUESTION);
		Iterator<Limit> all = this.owing.iterator();
		for (int i = 0; i < MOST_TOLD && all.hasNext(); i++) {
			some.add(all.next());
			all.remove();
			if (some.size() == IN_ONE_QUESTION || !all.hasNext() || i == MOST_TOLD - 1) {
				Asking question = Asking.ofDebts(some, some.getFirst().time().nanos());
				if (question != null) {
					this.counters.ask(question);
				}
				some.clear();
			}
		}
	}

	/** A call that waits for the counters. */
	private final class Waiting implements Asking.Outcome {

		private final CompletableFuture<Optional<Decision>> decision = new CompletableFuture<>();

		private final List<Limit> limits;

		private final boolean refusing;

		Waiting(List<Limit> limits, boolean refusing) {
			this.limits = limits;
			this.refusing = refusing;
		}

		@Override
		public void passed() {
			this.decision.complete(Optional.of(Throttle.locked(this.limits, 0,
					(locked) -> Throttle.pass(locked, locked.getFirst().time().nanos(), false))));
		}

		@Override
		public void refused() {
			Optional<Decision> refusal = Throttle.locked(this.limits, 0,
					(locked) -> Optional.ofNullable(Throttle.refusal(locked, locked.getFirst().time().nanos())));
			if (refusal.isPresent()) {
				this.decision.complete(refusal);
			}
			else {
				// The window that refused it is over by now.
				admit(this.limits, this.refusing).thenAccept(this.decision::complete);
			}
		}

		@Override
		public void unknown() {
			this.decision.complete(alone(this.limits, this.refusing));
		}

	}

}
