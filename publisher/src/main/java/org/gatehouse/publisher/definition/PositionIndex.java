package org.gatehouse.publisher.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the lines of pointers. Positions of a whole document would take more memory than
 * the document, and are needed for the few values with a problem only: so a parser goes
 * over the text a second time and is asked to record the places that are wanted.
 */
final class PositionIndex {

	private final Set<String> wanted = new TreeSet<>();

	private final Map<String, int[]> found = new HashMap<>();

	PositionIndex(List<DefinitionProblem> problems) {
		for (DefinitionProblem problem : problems) {
			this.wanted.add(problem.pointer());
		}
	}

	/**
	 * Notes a place if it is wanted.
	 * @param pointer the place
	 * @param line from 1
	 * @param column from 1
	 */
	void record(String pointer, int line, int column) {
		if (this.wanted.contains(pointer)) {
			this.found.putIfAbsent(pointer, new int[] { line, column });
		}
	}

	List<DefinitionProblem> locate(List<DefinitionProblem> problems) {
		return problems.stream().map(this::locate).toList();
	}

	private DefinitionProblem locate(DefinitionProblem problem) {
		int[] position = this.found.get(problem.pointer());
		return (problem.line() != null || position == null) ? problem : problem.on(position[0], position[1]);
	}

}
