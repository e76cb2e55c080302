package org.gatehouse.acceptance.corpus;

import java.util.List;
import java.util.stream.Collectors;

import org.gatehouse.acceptance.running.Answer;
import tools.jackson.databind.JsonNode;

/**
 * What came of a directory of documents.
 *
 * @param outcomes one for each document
 */
record CorpusReport(List<Outcome> outcomes) {

	CorpusReport {
		outcomes = List.copyOf(outcomes);
	}

	/** How it ended. */
	enum Result {

		IMPORTED, REFUSED, FAILED

	}

	/**
	 * What a manifest says of a document.
	 *
	 * @param word such as {@code IMPORT} or {@code REFUSE}, empty where nothing is said
	 * @param operations how many operations the document has
	 */
	record Expectation(String word, int operations) {

		static final Expectation NONE = new Expectation("", -1);

	}

	/**
	 * What came of a document.
	 *
	 * @param file the document
	 * @param result how it ended
	 * @param detail the refusal with its place, or the failure
	 * @param remark where it is other than the manifest says
	 */
	record Outcome(String file, Result result, String detail, String remark) {

		static Outcome imported(String file, Expectation expectation, int operations, String problem) {
			String remark = expectation.word().equals("REFUSE") ? "should be refused"
					: (expectation.word().equals("IMPORT") && expectation.operations() != operations)
							? operations + " operations instead of " + expectation.operations() : "";
			return new Outcome(file, problem.isEmpty() ? Result.IMPORTED : Result.FAILED, problem, remark);
		}

		static Outcome refused(String file, Expectation expectation, Answer answer) {
			JsonNode body = answer.json();
			StringBuilder places = new StringBuilder();
			body.path("error")
				.forEach((error) -> places.append(" | ")
					.append(error.path("code").asString(""))
					.append(": ")
					.append(error.path("message").asString("")));
			String detail = answer.status() + " " + body.path("description").asString("") + places;
			String remark = expectation.word().equals("IMPORT") ? "should import" : "";
			return places.isEmpty() ? new Outcome(file, Result.FAILED, "refused without a place: " + detail, remark)
					: new Outcome(file, Result.REFUSED, detail, remark);
		}

		static Outcome failed(String file, Expectation expectation, String detail) {
			return new Outcome(file, Result.FAILED, detail, expectation.word());
		}

	}

	List<Outcome> failed() {
		return with(Result.FAILED);
	}

	List<Outcome> with(Result result) {
		return this.outcomes.stream().filter((outcome) -> outcome.result() == result).toList();
	}

	/**
	 * The report for people.
	 * @return lines: the numbers, every refusal and failure, then what differs from the
	 * manifest
	 */
	String text() {
		String numbers = "documents %d, imported and called %d, refused %d, failed %d, other than the manifest says %d"
			.formatted(this.outcomes.size(), with(Result.IMPORTED).size(), with(Result.REFUSED).size(), failed().size(),
					this.outcomes.stream().filter((outcome) -> !outcome.remark().isEmpty()).count());
		return this.outcomes.stream()
			.filter((outcome) -> outcome.result() != Result.IMPORTED || !outcome.remark().isEmpty())
			.map((outcome) -> outcome.result() + " " + outcome.file()
					+ (outcome.remark().isEmpty() ? "" : " [" + outcome.remark() + "]") + " "
					+ shortened(outcome.detail()))
			.collect(Collectors.joining("\n", "", "\n" + numbers));
	}

	private static String shortened(String detail) {
		String line = detail.replaceAll("\\s+", " ");
		return (line.length() > 400) ? line.substring(0, 400) + "…" : line;
	}

}
