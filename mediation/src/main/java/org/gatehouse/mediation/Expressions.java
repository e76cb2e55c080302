package org.gatehouse.mediation;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * Compiles expressions of the Common Expression Language. They compute a value of what
 * they are shown and can do nothing else; without comprehensions (only the macro
 * {@code has} is known) the work is bounded by the expression's length and that of the
 * values. Regular expressions in them are RE2's.
 */
final class Expressions {

	/** No expression is longer. */
	static final int LONGEST = 1000;

	private final CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder()
		.setOptions(CelOptions.current().build())
		.build();

	private final CelCompiler[][] compilers = Arrays.stream(Scope.values())
		.map((scope) -> Arrays.stream(Result.values())
			.map((result) -> compiler(scope, result))
			.toArray(CelCompiler[]::new))
		.toArray(CelCompiler[][]::new);

	/** What an expression may look at. */
	enum Scope {

		/** Everything but bodies. */
		HEAD,
		/** The body too, where it is JSON. */
		BODY

	}

	private enum Result {

		BOOLEAN(SimpleType.BOOL), ANY(SimpleType.DYN);

		private final CelType type;

		Result(CelType type) {
			this.type = type;
		}

	}

	private static CelCompiler compiler(Scope scope, Result result) {
		CelType map = MapType.create(SimpleType.STRING, SimpleType.DYN);
		CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
			.setStandardMacros(CelStandardMacro.HAS)
			.setOptions(CelOptions.current().maxExpressionCodePointSize(LONGEST).maxParseRecursionDepth(50).build());
		View.NAMES.forEach((name) -> builder.addVar(name, map));
		if (scope == Scope.BODY) {
			builder.addVar(View.BODY, SimpleType.DYN);
		}
		if (result == Result.BOOLEAN) {
			builder.setResultType(result.type);
		}
		return builder.build();
	}

	/**
	 * Compiles what must be true or false.
	 * @param text the expression
	 * @return the condition
	 * @throws IllegalArgumentException if it is none, with what was expected as message
	 */
	Condition condition(String text) {
		return new Condition(program(text, Scope.HEAD, Result.BOOLEAN));
	}

	/**
	 * Compiles what is used as text.
	 * @param text the expression
	 * @param scope what it may look at
	 * @return the expression
	 * @throws IllegalArgumentException if it is none, with what was expected as message
	 */
	Expression text(String text, Scope scope) {
		return new Expression(program(text, scope, Result.ANY));
	}

	private CelRuntime.Program program(String text, Scope scope, Result result) {
		if (text.length() > LONGEST) {
			throw new IllegalArgumentException("an expression of at most " + LONGEST + " characters");
		}
		try {
			CelAbstractSyntaxTree tree = this.compilers[scope.ordinal()][result.ordinal()].compile(text).getAst();
			return this.runtime.createProgram(tree);
		}
		catch (CelValidationException ex) {
			String why = ex.getErrors().stream().map(CelIssue::getMessage).limit(2).collect(Collectors.joining("; "));
			throw new IllegalArgumentException("an expression of the Common Expression Language; " + why, ex);
		}
		catch (CelEvaluationException ex) {
			throw new IllegalArgumentException("an expression of the Common Expression Language; " + ex.getMessage(),
					ex);
		}
	}

}
