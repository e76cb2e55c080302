package org.gatehouse.publisher.lifecycle;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a provider enters when deprecating, as it was sent.
 *
 * @param sunset a date (then its first moment in UTC counts) or a time in ISO 8601, null
 * or blank for none
 * @param successor a URL, null or blank for none
 * @param documentation a URL, null or blank for none
 */
public record DeprecationRequest(@Nullable String sunset, @Nullable String successor, @Nullable String documentation) {

	/** Nothing was entered. */
	public static final DeprecationRequest NONE = new DeprecationRequest(null, null, null);

	private static final int LONGEST = 500;

	/**
	 * Makes sure that nothing was entered.
	 * @throws BadRequest if something was
	 */
	void refuse() {
		BadRequest.Collector wrong = BadRequest.collect();
		refuse("sunset", this.sunset, wrong);
		refuse("successor", this.successor, wrong);
		refuse("documentation", this.documentation, wrong);
		wrong.throwIfAny();
	}

	/**
	 * Reads it.
	 * @param present what callers are told now, whose date may have passed
	 * @param now the time
	 * @return the notice
	 * @throws BadRequest if a field cannot be read, or a new date is past
	 */
	DeprecationNotice read(DeprecationNotice present, Instant now) {
		BadRequest.Collector wrong = BadRequest.collect();
		Instant end = time(this.sunset, wrong);
		if (end != null && !end.isAfter(now) && !end.equals(present.sunset())) {
			wrong.reject("sunset", this.sunset, "a time to come; it is " + now + " now");
		}
		DeprecationNotice notice = new DeprecationNotice(end, url("successor", this.successor, wrong),
				url("documentation", this.documentation, wrong));
		wrong.throwIfAny();
		return notice;
	}

	private static void refuse(String field, @Nullable String value, BadRequest.Collector wrong) {
		wrong.require(value == null || value.isBlank(), field, value,
				"nothing, but with the action Deprecate, or with Publish where older versions are deprecated");
	}

	private static @Nullable Instant time(@Nullable String text, BadRequest.Collector wrong) {
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return (text.strip().length() == 10)
					? LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant()
					: Instant.parse(text.strip());
		}
		catch (DateTimeParseException _) {
			wrong.reject("sunset", text, "a date such as 2027-06-01, or a time such as 2027-06-01T12:00:00Z");
			return null;
		}
	}

	private static @Nullable URI url(String field, @Nullable String text, BadRequest.Collector wrong) {
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			URI url = new URI(new URI(text.strip()).toASCIIString());
			boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
			if (web && url.getHost() != null && url.getRawUserInfo() == null && url.toString().length() <= LONGEST) {
				return url;
			}
		}
		catch (URISyntaxException _) {
			// Refused below.
		}
		wrong.reject(field, text, "an http or https URL of at most " + LONGEST + " characters");
		return null;
	}

}
