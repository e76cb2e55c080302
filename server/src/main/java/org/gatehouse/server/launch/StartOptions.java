package org.gatehouse.server.launch;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import org.gatehouse.server.Role;
import org.gatehouse.server.StartRefusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line.
 *
 * @param data the data directory
 * @param portOffset added to each port
 * @param roles the parts that the node plays
 * @param sample whether the first start publishes the sample API
 * @param train whether to run once through everything for the JDK's AOT cache, then end
 * @param gatewayTraining the {@code java} command's argument file for a gateway of its
 * own that is trained beside, null for none
 */
public record StartOptions(Path data, int portOffset, Set<Role> roles, boolean sample, boolean train,
		@Nullable Path gatewayTraining) {

	private static final int LARGEST_OFFSET = 50_000;

	/**
	 * Reads the command line.
	 * @param arguments as given to the process
	 * @return the options, null where help was asked for and given
	 * @throws StartRefusal if an option is unknown or its value wrong
	 */
	public static @Nullable StartOptions parse(String... arguments) {
		CommandSpec command = command();
		CommandLine line = new CommandLine(command);
		try {
			ParseResult result = line.parseArgs(arguments);
			if (result.isUsageHelpRequested()) {
				line.usage(System.out);
				return null;
			}
			int offset = result.matchedOptionValue("--port-offset", 0);
			if (offset < 0 || offset > LARGEST_OFFSET) {
				throw new StartRefusal("--port-offset: " + offset + " (expected: 0 to " + LARGEST_OFFSET + ")");
			}
			Set<Role> roles = result.hasMatchedOption("--roles") ? Role.parse(result.matchedOptionValue("--roles", ""))
					: EnumSet.allOf(Role.class);
			return new StartOptions(result.matchedOptionValue("--data", Path.of("data")), offset, roles,
					!result.matchedOptionValue("--no-sample", false), result.matchedOptionValue("--train", false),
					result.matchedOptionValue("--train-gateway", (Path) null));
		}
		catch (ParameterException ex) {
			throw new StartRefusal(ex.getMessage() + " (see ./gatehouse start --help)", ex);
		}
	}

	/**
	 * Whether the node is a gateway and nothing else, which has no database.
	 * @return true if so
	 */
	public boolean gatewayOnly() {
		return this.roles.equals(Set.of(Role.GATEWAY));
	}

	private static CommandSpec command() {
		CommandSpec command = CommandSpec.create().name("./gatehouse start");
		command.usageMessage()
			.description("Starts publisher, store, key manager and gateway with an embedded PostgreSQL in one process.")
			.footer("", "Settings are environment variables GATEHOUSE_... or lines of DATA/gatehouse.properties:",
					"see docs/settings.md.");
		command.addOption(OptionSpec.builder("--data")
			.paramLabel("DIR")
			.type(Path.class)
			.description("where everything is kept (default: ./data)")
			.build());
		command.addOption(OptionSpec.builder("--port-offset")
			.paramLabel("N")
			.type(int.class)
			.description("added to the ports 9443, 9164, 8280 and 8243")
			.build());
		command.addOption(OptionSpec.builder("--roles")
			.paramLabel("LIST")
			.type(String.class)
			.description("what this node is: some of publisher,store,keymanager,gateway,management (default: all)")
			.build());
		command.addOption(OptionSpec.builder("--no-sample")
			.type(boolean.class)
			.arity("0")
			.description("publish no sample API at the first start")
			.build());
		command.addOption(OptionSpec.builder("--train").type(boolean.class).arity("0").hidden(true).build());
		command.addOption(OptionSpec.builder("--train-gateway").type(Path.class).hidden(true).build());
		command.addOption(OptionSpec.builder("-h", "--help")
			.type(boolean.class)
			.arity("0")
			.usageHelp(true)
			.description("show this")
			.build());
		return command;
	}

}
