package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a deprecated API version tell its callers.
 *
 * @param since the value of {@code Deprecation} (RFC 9745), null where nobody knows since
 * when
 * @param sunset the value of {@code Sunset} (RFC 8594), null where nobody knows when
 * @param link the value of {@code Link} that leads to the version that takes its place,
 * null where none does
 */
public record Deprecation(@Nullable String since, @Nullable String sunset, @Nullable String link) {

	private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'",
			Locale.ENGLISH);

	static Deprecation of(SnapshotEntry.DeployedApi api, @Nullable String successorPrefix) {
		Instant since = api.deprecatedAt();
		Instant sunset = api.sunsetAt();
		return new Deprecation((since == null) ? null : "@" + since.getEpochSecond(),
				(sunset == null) ? null
						: HTTP_DATE.format(
								(since != null && sunset.isBefore(since) ? since : sunset).atOffset(ZoneOffset.UTC)),
				(successorPrefix == null) ? null : "<" + successorPrefix + ">; rel=\"successor-version\"");
	}

}
