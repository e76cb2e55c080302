package org.gatehouse.keymanager.registration;

import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself. The members are those of the REST contracts'
 * introduction.
 *
 * @param callbackUrl where browsers are sent back to, null where nowhere
 * @param clientName the client's name, unique among its owner's
 * @param owner the user it belongs to, null for the caller
 * @param grantType the grants that it will use, separated by spaces
 * @param tokenScope taken and not used
 * @param saasApp taken and not used: there is one tenant
 */
record RegistrationRequest(@Nullable String callbackUrl, @Nullable String clientName, @Nullable String owner,
		@Nullable String grantType, @Nullable String tokenScope, @Nullable Boolean saasApp) {

}
