package org.gatehouse.cli;

import java.io.PrintWriter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code gatehouse-cli}. Data goes to standard output, messages to standard
 * error.
 */
@Command(name = "gatehouse-cli", mixinStandardHelpOptions = true, version = "gatehouse-cli 0.1.0",
		description = "Works with a Gatehouse server from a terminal or a script.",
		header = { "Examples:", "  gatehouse-cli get apis",
				"  gatehouse-cli import openapi orders.yaml --endpoint https://orders.internal",
				"  gatehouse-cli publish Orders:1.0.0",
				"  GATEHOUSE_PASSWORD=... gatehouse-cli get applications --user alice -o json", "" },
		footer = { "", "Exit status: 0 done, 1 failed, 2 wrong usage, 3 not allowed, 4 not found, 5 conflict." },
		subcommands = { GetCommand.class, ImportCommand.class, PublishCommand.class, RotateCommand.class,
				TokenCommand.class, HelpCommand.class })
public final class Gatehouse implements Runnable {

	@Spec
	private @Nullable CommandSpec spec;

	/**
	 * Runs one command and ends the process with its exit status.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		System.exit(run(new PrintWriter(System.out, true, System.out.charset()),
				new PrintWriter(System.err, true, System.err.charset()), arguments));
	}

	/**
	 * Runs one command.
	 * @param out where data goes
	 * @param err where messages go
	 * @param arguments the command line
	 * @return the exit status
	 */
	public static int run(PrintWriter out, PrintWriter err, String... arguments) {
		CommandLine commandLine = new CommandLine(new Gatehouse()).setOut(out)
			.setErr(err)
			.setCaseInsensitiveEnumValuesAllowed(true)
			.setExecutionExceptionHandler((failure, failed, _) -> report(failure, failed));
		return commandLine.execute(arguments);
	}

	@Override
	public void run() {
		if (this.spec != null) {
			throw new ParameterException(this.spec.commandLine(), "Name a command.");
		}
	}

	private static int report(Exception failure, CommandLine failed) {
		ExitCode exitCode = (failure instanceof CommandFailure known) ? known.exitCode() : ExitCode.FAILURE;
		String message = (failure instanceof CommandFailure) ? String.valueOf(failure.getMessage())
				: failure.toString();
		failed.getErr().println("gatehouse-cli: " + message);
		return exitCode.status();
	}

}
