package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a deprecated or retired API version tell its callers.
 *
 * @param since the value of {@code Deprecation} (RFC 9745), null where nobody knows since
 * when
 * @param sunset the value of {@code Sunset} (RFC 8594), null where nobody knows when
 * @param link the value of {@code Link} that leads to what takes its place and to what
 * there is to read about it, null where there is neither
 */
public record Deprecation(@Nullable String since, @Nullable String sunset, @Nullable String link) {

	private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'",
			Locale.ENGLISH);

	/**
	 * Says it in header fields.
	 * @param api the version
	 * @param successorPrefix where the version is that takes its place unless the
	 * provider names another, null where none does
	 * @return the fields' values
	 */
	static Deprecation of(SnapshotEntry.DeployedApi api, @Nullable String successorPrefix) {
		DeprecationNotice notice = (api.notice() == null) ? DeprecationNotice.NONE : api.notice();
		Instant since = api.deprecatedAt();
		Instant sunset = notice.sunset();
		StringJoiner links = new StringJoiner(", ");
		String successor = (notice.successor() == null) ? successorPrefix : notice.successor().toASCIIString();
		if (successor != null) {
			links.add("<" + successor + ">; rel=\"successor-version\"");
		}
		if (notice.documentation() != null) {
			links.add("<" + notice.documentation().toASCIIString() + ">; rel=\"deprecation\"");
		}
		return new Deprecation((since == null) ? null : "@" + since.getEpochSecond(),
				(sunset == null) ? null
						: HTTP_DATE.format(
								(since != null && sunset.isBefore(since) ? since : sunset).atOffset(ZoneOffset.UTC)),
				(links.length() == 0) ? null : links.toString());
	}

}
