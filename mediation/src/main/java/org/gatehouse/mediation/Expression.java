package org.gatehouse.mediation;

import java.util.Collection;
import java.util.Map;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A compiled expression whose result is used as text.
 */
final class Expression {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final CelRuntime.Program program;

	Expression(CelRuntime.Program program) {
		this.program = program;
	}

	/**
	 * Evaluates.
	 * @param view what it looks at
	 * @return the result, empty where it looks for something that is not there
	 */
	String text(View view) {
		return text(value(this.program, view));
	}

	static @Nullable Object value(CelRuntime.Program program, View view) {
		try {
			return program.eval(view);
		}
		catch (CelEvaluationException ex) {
			return null;
		}
	}

	private static String text(@Nullable Object value) {
		return switch (value) {
			case null -> "";
			case String text -> text;
			case Map<?, ?> map -> JSON.writeValueAsString(map);
			case Collection<?> list -> JSON.writeValueAsString(list);
			case Enum<?> _ -> "";
			default -> value.toString();
		};
	}

}
