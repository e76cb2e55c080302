package org.gatehouse.mediation;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The policies of a flow in their order, ready to act. Safe to be shared.
 */
public final class Steps {

	static final Steps NONE = new Steps(List.of());

	private final Step[] steps;

	Steps(List<Step> steps) {
		this.steps = steps.toArray(Step[]::new);
	}

	/**
	 * One use of a policy.
	 *
	 * @param condition what must hold, null for always
	 * @param action what it does
	 * @param varied whether an expression may see something of the call
	 */
	record Step(@Nullable Condition condition, Action action, boolean varied) {

	}

	/**
	 * Tells whether anything happens.
	 * @return true if there is no policy
	 */
	public boolean isEmpty() {
		return this.steps.length == 0;
	}

	/**
	 * Tells whether a policy may ask for the body.
	 * @return true if one may
	 */
	public boolean mayReadBody() {
		for (Step step : this.steps) {
			if (step.action().bodyLimit() >= 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Tells whether what happens may be another thing from call to call.
	 * @return false where no expression looks at the call
	 */
	public boolean areVaried() {
		for (Step step : this.steps) {
			if (step.varied()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Runs the policies until one of them decides, or needs the body.
	 * @param message what they act on
	 * @param from the first one, 0 at the beginning and {@link Outcome.NeedsBody#at()}
	 * when the body has arrived
	 * @return what comes of it
	 */
	public Outcome run(Message message, int from) {
		for (int i = from; i < this.steps.length; i++) {
			Step step = this.steps[i];
			if (step.condition() != null && !step.condition().holds(message)) {
				continue;
			}
			int most = step.action().bodyLimit();
			if (most >= 0) {
				if (!message.isBodyKnown()) {
					return new Outcome.NeedsBody(i, most);
				}
				if (message.body().length > most) {
					return message.refused(Refusal.REQUEST_TOO_LARGE, Refusal.ANSWER_TOO_LARGE,
							"more than " + most + " bytes");
				}
			}
			Outcome outcome = step.action().apply(message);
			if (outcome != Outcome.NEXT) {
				return outcome;
			}
		}
		return Outcome.NEXT;
	}

	/** These steps and then others. */
	Steps then(Steps others) {
		if (others.isEmpty()) {
			return this;
		}
		if (isEmpty()) {
			return others;
		}
		return new Steps(Stream.concat(List.of(this.steps).stream(), List.of(others.steps).stream()).toList());
	}

}
