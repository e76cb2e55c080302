package org.gatehouse.gatewaycore.throttle;

import java.util.List;

/**
 * Counters that several gateways count in. They have one clock, and each question is
 * answered as if there were no other meanwhile.
 */
public interface SharedCounters {

	/**
	 * Tells whether they can be asked.
	 * @return false while they do not answer
	 */
	boolean isThere();

	/**
	 * Asks. Never blocks, never fails: who asks is told by the question's own methods.
	 * @param question what is asked
	 */
	void ask(Question question);

	/**
	 * A question about one or more counters: whether a call passes in all of them, what
	 * it takes then, and what passed before without their knowledge.
	 */
	interface Question {

		/**
		 * What is asked of.
		 * @return at least one
		 */
		List<Count> counts();

		/**
		 * Takes the answer, also one that comes after {@link #missed}.
		 * @param passes whether the call passes
		 * @param told what is said of each of {@link #counts()}, in their order
		 */
		void answered(boolean passes, List<Told> told);

		/**
		 * There is no answer in time. Whether the question will still be understood is
		 * not known.
		 */
		void missed();

	}

	/**
	 * One counter of a question.
	 *
	 * @param key its name
	 * @param amount how much passes in a window
	 * @param windowMillis the window's length; it begins with what is counted first
	 * @param hard whether a call is refused where it is used up
	 * @param owed what passed before, to be counted whatever the answer
	 * @param take what the call takes where it passes
	 * @param part which part of what is then left is counted in advance where the call
	 * passes: a tenth for 10, nothing for 0
	 */
	record Count(String key, long amount, long windowMillis, boolean hard, long owed, int take, int part) {

	}

	/**
	 * What a counter says.
	 *
	 * @param used how much of its amount is used, with what was counted in advance
	 * @param lease how much was counted in advance
	 * @param untilNextMillis how long its window still is
	 */
	record Told(long used, long lease, long untilNextMillis) {

	}

}
