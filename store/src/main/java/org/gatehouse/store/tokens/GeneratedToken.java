package org.gatehouse.store.tokens;

import org.gatehouse.store.keys.KeyView;
import org.gatehouse.web.tokens.IssuedToken;

/**
 * A token that was just made, to be shown once.
 *
 * @param token the token with what became of each scope
 * @param key the key that it was made for
 * @param command how to get such a token at the command line; a placeholder stands where
 * the consumer secret belongs, which the store does not know
 */
public record GeneratedToken(IssuedToken token, KeyView key, String command) {
}
