package org.gatehouse.publisher.lifecycle;

import java.util.Locale;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What else a publisher can wish for when publishing a version for the first time.
 *
 * @param deprecateOldVersions true to deprecate the API's older published versions
 * @param requireReSubscription false to carry the older versions' subscriptions over
 */
public record Checklist(boolean deprecateOldVersions, boolean requireReSubscription) {

	/** Nothing is wished for. */
	public static final Checklist NONE = new Checklist(false, false);

	static final String DEPRECATE = "Deprecate Old Versions";

	static final String RE_SUBSCRIBE = "Require Re-Subscription";

	/**
	 * Reads the form that {@code change-lifecycle} takes.
	 * @param text such as
	 * {@code Deprecate Old Versions:true,Require Re-Subscription:false}, null for none;
	 * also the names that {@code lifecycle-state} lists
	 * @return the checklist
	 * @throws BadRequest if an item is unknown or neither true nor false
	 */
	public static Checklist parse(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return NONE;
		}
		boolean deprecate = false;
		boolean reSubscribe = false;
		for (String item : text.split(",", -1)) {
			int colon = item.lastIndexOf(':');
			String name = ((colon < 0) ? item : item.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
			String value = (colon < 0) ? "" : item.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
			if (!value.equals("true") && !value.equals("false")) {
				throw unknown(item);
			}
			if (name.startsWith("deprecate old versions")) {
				deprecate = value.equals("true");
			}
			else if (name.startsWith("require re-subscription") || name.startsWith("requires re-subscription")) {
				reSubscribe = value.equals("true");
			}
			else {
				throw unknown(item);
			}
		}
		return new Checklist(deprecate, reSubscribe);
	}

	private static BadRequest unknown(String item) {
		return new BadRequest("lifecycleChecklist", item.strip(),
				DEPRECATE + ":true or false, " + RE_SUBSCRIBE + ":true or false");
	}

}
