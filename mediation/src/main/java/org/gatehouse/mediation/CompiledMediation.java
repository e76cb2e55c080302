package org.gatehouse.mediation;

import org.jspecify.annotations.Nullable;

/**
 * All that happens to the calls and answers of an operation, ready to act.
 *
 * @param request what happens to calls
 * @param response what happens to answers
 * @param fault what happens to refusals
 */
public record CompiledMediation(Steps request, Steps response, Steps fault) {

	/** Nothing happens. */
	public static final CompiledMediation NONE = new CompiledMediation(Steps.NONE, Steps.NONE, Steps.NONE);

	/**
	 * Puts what happens inside around it: first on the way in, last on the way out.
	 * @param inner what happens nearer to the backend
	 * @return both
	 */
	public CompiledMediation around(CompiledMediation inner) {
		return new CompiledMediation(this.request.then(inner.request), inner.response.then(this.response),
				inner.fault.then(this.fault));
	}

	/**
	 * Spares callers a look at what does nothing.
	 * @return this, or null where nothing happens at all
	 */
	public @Nullable CompiledMediation orNull() {
		return (this.request.isEmpty() && this.response.isEmpty() && this.fault.isEmpty()) ? null : this;
	}

}
