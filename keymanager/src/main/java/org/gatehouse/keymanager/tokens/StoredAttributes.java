package org.gatehouse.keymanager.tokens;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an authorization besides its tokens.
 *
 * @param user true where it stands for a user, false where for the client itself
 * @param request the request that its code answers, null where there was none
 * @param asked the scopes that a device asks for, null where none waits for an answer
 */
record StoredAttributes(boolean user, @Nullable StoredRequest request, @Nullable Set<String> asked) {

}
