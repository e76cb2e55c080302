package org.gatehouse.db.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.api.LifecycleState;
import org.jspecify.annotations.Nullable;

/**
 * Takes a search condition apart.
 */
final class ApiQueryParser {

	private static final Pattern WORD = Pattern
		.compile("(?:(name|version|context|provider|description|tags?|status):)?(?:\"([^\"]*)\"|(\\S+))");

	private final String condition;

	private final Map<String, String> words = new HashMap<>();

	ApiQueryParser(String condition) {
		this.condition = condition;
	}

	ApiQuery parse() {
		Matcher matcher = WORD.matcher(this.condition);
		while (matcher.find()) {
			String quoted = matcher.group(2);
			String word = (quoted != null) ? quoted : matcher.group(3);
			String attribute = matcher.group(1);
			if (!word.isEmpty()) {
				this.words.merge((attribute != null) ? attribute : "text", word, (before, next) -> before + " " + next);
			}
		}
		LifecycleState state = state(this.words.remove("status"));
		String tag = this.words.get("tags");
		return new ApiQuery(this.words.get("text"), this.words.get("name"), this.words.get("version"),
				this.words.get("context"), this.words.get("provider"), this.words.get("description"),
				(tag != null) ? tag : this.words.get("tag"), state);
	}

	private @Nullable LifecycleState state(@Nullable String status) {
		if (status == null) {
			return null;
		}
		for (LifecycleState state : LifecycleState.values()) {
			if (state.name().equals(status.toUpperCase(Locale.ROOT))) {
				return state;
			}
		}
		this.words.merge("text", "status:" + status, (before, next) -> before + " " + next);
		return null;
	}

}
