package org.gatehouse.store.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that can be pasted into a POSIX shell as it is, whatever its arguments hold.
 *
 * @param arguments the program and its arguments, not quoted
 */
public record ShellCommand(List<String> arguments) {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

	public ShellCommand {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Begins a call with curl. It takes a self-signed certificate, as the platform makes
	 * one when nobody gives it a better one.
	 * @return {@code curl -k}
	 */
	public static ShellCommand curl() {
		return new ShellCommand(List.of("curl", "-k"));
	}

	/**
	 * Adds arguments.
	 * @param more arguments, not quoted
	 * @return the longer command
	 */
	public ShellCommand with(String... more) {
		List<String> all = new ArrayList<>(this.arguments);
		all.addAll(List.of(more));
		return new ShellCommand(all);
	}

	/**
	 * The command as it is pasted.
	 * @return one line, unless an argument has several
	 */
	public String text() {
		return this.arguments.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
	}

	private static String quoted(String argument) {
		return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
	}

}
