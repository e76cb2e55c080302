package org.gatehouse.db.catalogue;

import java.util.List;

import org.gatehouse.common.api.LifecycleState;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue query looks for; everything given has to hold.
 *
 * @param words words, each of letters and digits only, of which every one begins a word
 * of the API's name, description, tags, context or operations
 * @param text the words as they were typed, which may also be a part of the API's name or
 * nearly be it; empty where there are no words
 * @param name a part of the name, null for any
 * @param version a part of the version, null for any
 * @param context a part of the context, null for any
 * @param provider a part of the provider's name, null for any
 * @param tag a whole tag, null for any
 * @param state the lifecycle state, null for every one that is listed
 */
public record CatalogueFilter(List<String> words, String text, @Nullable String name, @Nullable String version,
		@Nullable String context, @Nullable String provider, @Nullable String tag, @Nullable LifecycleState state) {

	/** Looks for nothing in particular. */
	public static final CatalogueFilter ALL = new CatalogueFilter(List.of(), "", null, null, null, null, null, null);

	public CatalogueFilter {
		words = List.copyOf(words);
		for (String word : words) {
			if (!word.codePoints().allMatch(Character::isLetterOrDigit) || word.isEmpty()) {
				throw new IllegalArgumentException("word: '" + word + "' (expected: letters and digits)");
			}
		}
	}

}
