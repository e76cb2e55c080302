package org.gatehouse.db.signin;

import java.time.Instant;
import java.util.UUID;

/**
 * A browser in which somebody signed in.
 *
 * @param id the sign-in; {@code sid} of the ID tokens that it led to
 * @param userId the user
 * @param address where it came from
 * @param browser what the browser says that it is
 * @param signedInAt when that was
 * @param lastUsedAt when a page was asked for last, to the minute
 */
public record SignIn(UUID id, UUID userId, String address, String browser, Instant signedInAt, Instant lastUsedAt) {

}
