package org.gatehouse.web.tokens;

import java.time.Duration;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes access tokens for an application's key on behalf of someone whom a portal has
 * signed in already. The caller has checked that the application is that person's; the
 * consumer secret, which is known to nobody but its holder, is not needed.
 */
public interface ApplicationTokens {

	/**
	 * The grant at the token endpoint by which the store asks for one from another node.
	 */
	String GRANT_TYPE = "urn:gatehouse:signed-in";

	/** Its parameter that names the application's key. */
	String CONSUMER_KEY = "consumer_key";

	/** Its parameter that says how many seconds the token is to hold. */
	String VALIDITY = "validity_period";

	/** The member of its answer with the reason for each scope that was left out. */
	String DROPPED_SCOPES = "dropped_scopes";

	/**
	 * Makes an access token, as the token endpoint would. The caller's thread is bound to
	 * the key's tenant.
	 * @param client an application's consumer key
	 * @param scopes what is asked for; what may not be granted is dropped, never refused
	 * @param validity how long the token holds, at least a second; an implementation may
	 * shorten it
	 * @param userName the user whom the token stands for, null for a token of the
	 * application itself, whose scopes are granted by its owner's roles
	 * @return the token with what became of each scope
	 * @throws IllegalArgumentException if the key or the user is unknown in the tenant
	 */
	IssuedToken issue(ConsumerKey client, Set<String> scopes, Duration validity, @Nullable String userName);

}
