package org.gatehouse.gatewaycore.endpoint;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The order in which endpoints take turns, such that each gets its weight's share and
 * heavy ones do not get their turns all at once: in each step every endpoint gains its
 * weight, and the one with the most pays the sum of all.
 */
final class Schedule {

	private Schedule() {
	}

	/**
	 * Makes an order.
	 * @param weights each at least 1
	 * @return positions in the weights, to be gone through again and again
	 */
	static int[] of(int[] weights) {
		int divisor = Arrays.stream(weights)
			.reduce((a, b) -> BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue())
			.orElse(1);
		int sum = Arrays.stream(weights).map((weight) -> weight / divisor).sum();
		int[] credit = new int[weights.length];
		int[] order = new int[sum];
		for (int step = 0; step < sum; step++) {
			int best = 0;
			for (int i = 0; i < weights.length; i++) {
				credit[i] += weights[i] / divisor;
				best = (credit[i] > credit[best]) ? i : best;
			}
			credit[best] -= sum;
			order[step] = best;
		}
		return order;
	}

}
