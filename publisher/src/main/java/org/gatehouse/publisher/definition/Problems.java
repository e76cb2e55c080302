package org.gatehouse.publisher.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects problems up to a number that a person may read, and counts the rest.
 */
final class Problems {

	/** How many are told one by one. */
	static final int SHOWN = 100;

	private final List<DefinitionProblem> shown = new ArrayList<>();

	private int more;

	void add(String pointer, String message) {
		if (this.shown.size() < SHOWN) {
			this.shown.add(DefinitionProblem.at(pointer, message));
		}
		else {
			this.more++;
		}
	}

	void add(DocumentPath path, String message) {
		if (this.shown.size() < SHOWN) {
			add(path.pointer(), message);
		}
		else {
			this.more++;
		}
	}

	boolean isEmpty() {
		return this.shown.isEmpty();
	}

	List<DefinitionProblem> list() {
		List<DefinitionProblem> all = new ArrayList<>(this.shown);
		if (this.more > 0) {
			all.add(DefinitionProblem.at("", "and " + this.more + " more of these"));
		}
		return List.copyOf(all);
	}

}
