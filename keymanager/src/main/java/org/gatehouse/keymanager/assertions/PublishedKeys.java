package org.gatehouse.keymanager.assertions;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody's public keys are: either written down or behind a URL.
 *
 * @param jwks a JSON Web Key Set, null where there is a URL
 * @param jwksUri where the key set is fetched, null where it is written down
 */
public record PublishedKeys(@Nullable String jwks, @Nullable String jwksUri) {

}
