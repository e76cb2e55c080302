package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.OperationDefinition.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the examples of the API's definition: with that of the status which the
 * client prefers ({@code Prefer: code=404}, RFC 7240) where it is described, with that of
 * the first successful status otherwise.
 *
 * @param answers what is described
 */
record Examples(List<Answer> answers) implements Action {

	private static final Pattern CODE = Pattern.compile("(?i)(?:^|[;,\\s])code\\s*=\\s*\"?(\\d{3})\"?(?:$|[;,\\s])");

	static Action make(Values values) {
		OperationDefinition definition = values.definition();
		return new Examples((definition == null) ? List.of() : definition.answers());
	}

	@Override
	public Outcome apply(Message message) {
		Map<String, String> headers = new HashMap<>();
		List<Answer> chosen = preferred(message.requestHeaders(), headers);
		if (chosen.isEmpty()) {
			chosen = usual();
		}
		if (chosen.isEmpty()) {
			return new Outcome.Refused(Refusal.NO_EXAMPLE, "");
		}
		String accept = String.join(",", message.requestHeaders().all("accept")).toLowerCase(Locale.ROOT);
		Answer answer = chosen.stream()
			.filter((candidate) -> candidate.mediaType() != null && accepts(accept, Bodies.bare(candidate.mediaType())))
			.findFirst()
			.orElse(chosen.getFirst());
		String applied = headers.get("preference-applied");
		int status = (applied == null) ? status(answer.status()) : Integer.parseInt(applied.substring(5));
		String type = answer.mediaType();
		if (type != null && answer.example() != null) {
			headers.put("content-type", type.contains("*") ? "application/json" : type);
		}
		return new Outcome.Answer(status, headers, (answer.example() == null) ? "" : answer.example());
	}

	private List<Answer> preferred(Fields fields, Map<String, String> headers) {
		Matcher matcher = CODE.matcher(String.join(",", fields.all("prefer")));
		if (!matcher.find()) {
			return List.of();
		}
		String code = matcher.group(1);
		for (String status : List.of(code, code.charAt(0) + "XX", "DEFAULT")) {
			List<Answer> found = of(status);
			if (!found.isEmpty() && status(code) == Integer.parseInt(code)) {
				headers.put("preference-applied", "code=" + code);
				return found;
			}
		}
		return List.of();
	}

	private List<Answer> usual() {
		for (Answer answer : this.answers) {
			if (answer.status().startsWith("2")) {
				return of(answer.status().toUpperCase(Locale.ROOT));
			}
		}
		List<Answer> others = of("DEFAULT");
		return (others.isEmpty() && !this.answers.isEmpty())
				? of(this.answers.getFirst().status().toUpperCase(Locale.ROOT)) : others;
	}

	private List<Answer> of(String status) {
		List<Answer> found = new ArrayList<>();
		this.answers.stream()
			.filter((answer) -> answer.status().toUpperCase(Locale.ROOT).equals(status))
			.forEach(found::add);
		return found;
	}

	private static int status(String described) {
		if (described.matches("[2-5]\\d\\d")) {
			return Integer.parseInt(described);
		}
		return described.matches("[2-5][Xx][Xx]") ? (described.charAt(0) - '0') * 100 : 200;
	}

	private static boolean accepts(@Nullable String accept, String type) {
		if (accept == null || accept.isBlank()) {
			return true;
		}
		String range = type.substring(0, Math.max(0, type.indexOf('/'))) + "/*";
		for (String part : accept.split(",")) {
			String wanted = Bodies.bare(part);
			if (wanted.equals(type) || wanted.equals(range) || wanted.equals("*/*")) {
				return true;
			}
		}
		return false;
	}

}
