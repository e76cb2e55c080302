package org.gatehouse.common.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The runtime configuration of an API version.
 *
 * @param endpoints how calls get to the backends
 * @param access by which credentials callers identify themselves
 * @param cors which pages of other origins may call, null where the gateway's rules hold
 * @param caching whether answers are kept and given again
 * @param mediation what happens to calls and answers on their way
 * @param limits limits of the API as a whole
 * @param security what gateways prove themselves by to the endpoints
 */
public record ApiRuntime(EndpointRules endpoints, Access access, @Nullable CorsSettings cors, Caching caching,
		Mediation mediation, ApiLimits limits, EndpointSecurity security) {

	/** What an API has that says nothing of it. */
	public static final ApiRuntime DEFAULT = new ApiRuntime(EndpointRules.DEFAULT, Access.DEFAULT, null,
			Caching.DEFAULT, Mediation.DEFAULT, ApiLimits.DEFAULT, EndpointSecurity.DEFAULT);

	// A document of before a component came has null for it, whatever its type says.
	public ApiRuntime {
		endpoints = (endpoints != null) ? endpoints : EndpointRules.DEFAULT;
		access = (access != null) ? access : Access.DEFAULT;
		caching = (caching != null) ? caching : Caching.DEFAULT;
		mediation = (mediation != null) ? mediation : Mediation.DEFAULT;
		limits = (limits != null) ? limits : ApiLimits.DEFAULT;
		security = (security != null) ? security : EndpointSecurity.DEFAULT;
	}

	public ApiRuntime withEndpoints(EndpointRules rules) {
		return new ApiRuntime(rules, this.access, this.cors, this.caching, this.mediation, this.limits, this.security);
	}

	public ApiRuntime withAccess(Access rules) {
		return new ApiRuntime(this.endpoints, rules, this.cors, this.caching, this.mediation, this.limits,
				this.security);
	}

	public ApiRuntime withCors(@Nullable CorsSettings settings) {
		return new ApiRuntime(this.endpoints, this.access, settings, this.caching, this.mediation, this.limits,
				this.security);
	}

	public ApiRuntime withCaching(Caching rules) {
		return new ApiRuntime(this.endpoints, this.access, this.cors, rules, this.mediation, this.limits,
				this.security);
	}

	public ApiRuntime withMediation(Mediation rules) {
		return new ApiRuntime(this.endpoints, this.access, this.cors, this.caching, rules, this.limits, this.security);
	}

	public ApiRuntime withLimits(ApiLimits rules) {
		return new ApiRuntime(this.endpoints, this.access, this.cors, this.caching, this.mediation, rules,
				this.security);
	}

	public ApiRuntime withSecurity(EndpointSecurity rules) {
		return new ApiRuntime(this.endpoints, this.access, this.cors, this.caching, this.mediation, this.limits, rules);
	}

}
