package org.gatehouse.db.api;

import java.util.Locale;

import org.gatehouse.common.api.LifecycleState;
import org.jspecify.annotations.Nullable;

/**
 * Which API versions of the bound tenant a provider asks for. Words match anywhere in
 * their attribute, in any case; null asks for nothing.
 *
 * @param text a part of the name or the context
 * @param name a part of the name
 * @param version a part of the version
 * @param context a part of the context
 * @param provider a part of the provider's name
 * @param description a part of the description
 * @param tag a whole tag
 * @param state the lifecycle state
 */
public record ApiQuery(@Nullable String text, @Nullable String name, @Nullable String version, @Nullable String context,
		@Nullable String provider, @Nullable String description, @Nullable String tag, @Nullable LifecycleState state) {

	/** Asks for everything. */
	public static final ApiQuery ALL = new ApiQuery(null, null, null, null, null, null, null, null);

	/**
	 * What a list is ordered by.
	 */
	public enum Order {

		NAME("lower(a.name)"), VERSION("v.versionName"), CREATED("v.createdAt"), STATE("v.state");

		private final String path;

		Order(String path) {
			this.path = path;
		}

		String path() {
			return this.path;
		}

	}

	/**
	 * Reads a search condition: words, and words with an attribute in front such as
	 * {@code status:PUBLISHED} or {@code name:"pizza shack"}. Attributes are name,
	 * version, context, provider, description, tag (or tags) and status.
	 * @param condition as typed, null for none
	 * @return the query; an attribute that there is not is taken for text, an unknown
	 * status finds nothing by its text
	 */
	public static ApiQuery parse(@Nullable String condition) {
		return (condition == null || condition.isBlank()) ? ALL : new ApiQueryParser(condition).parse();
	}

	static String pattern(String word) {
		String escaped = word.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
		return "%" + escaped + "%";
	}

}
