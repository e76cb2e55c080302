package org.gatehouse.keymanager.tokens;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an authorization besides its tokens.
 *
 * @param user true where it stands for a user, false where for the client itself
 * @param request the request that its code answers, null where there was none
 */
record StoredAttributes(boolean user, @Nullable StoredRequest request) {

}
