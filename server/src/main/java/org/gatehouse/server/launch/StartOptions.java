package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.help.HelpFormatter;
import org.gatehouse.server.Role;
import org.gatehouse.server.StartRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The command line. Not read with the library of {@code gatehouse-cli}, whose classes are
 * too old for the JDK's AOT cache: to load them took up to a sixth of a gateway's start.
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

	private static final String DATA = "data";

	private static final String PORT_OFFSET = "port-offset";

	private static final String ROLES = "roles";

	private static final String NO_SAMPLE = "no-sample";

	private static final String TRAIN = "train";

	private static final String TRAIN_GATEWAY = "train-gateway";

	private static final String HELP = "help";

	private static final String SEE_HELP = " (see ./gatehouse start --help)";

	/**
	 * Reads the command line.
	 * @param arguments as given to the process
	 * @return the options, null where help was asked for and given
	 * @throws StartRefusal if an option is unknown or its value wrong
	 */
	public static @Nullable StartOptions parse(String... arguments) {
		try {
			CommandLine line = DefaultParser.builder()
				.setAllowPartialMatching(false)
				.get()
				.parse(shown().addOptions(hidden()), arguments);
			if (line.hasOption(HELP)) {
				help();
				return null;
			}
			if (!line.getArgList().isEmpty()) {
				throw new StartRefusal("'" + line.getArgList().getFirst() + "': unexpected" + SEE_HELP);
			}
			Set<Role> roles = line.hasOption(ROLES) ? Role.parse(value(line, ROLES, "")) : EnumSet.allOf(Role.class);
			return new StartOptions(path(line, DATA, "data"), portOffset(value(line, PORT_OFFSET, "0")), roles,
					!line.hasOption(NO_SAMPLE), line.hasOption(TRAIN),
					line.hasOption(TRAIN_GATEWAY) ? path(line, TRAIN_GATEWAY, "") : null);
		}
		catch (ParseException ex) {
			throw new StartRefusal(ex.getMessage() + SEE_HELP, ex);
		}
	}

	private static int portOffset(String value) {
		int offset;
		try {
			offset = Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			offset = -1;
		}
		if (offset < 0 || offset > LARGEST_OFFSET) {
			throw new StartRefusal("--port-offset: " + value + " (expected: 0 to " + LARGEST_OFFSET + ")");
		}
		return offset;
	}

	private static Path path(CommandLine line, String option, String otherwise) {
		String value = value(line, option, otherwise);
		try {
			return Path.of(value);
		}
		catch (InvalidPathException ex) {
			throw new StartRefusal("--" + option + ": " + value + " (expected: a path)", ex);
		}
	}

	private static String value(CommandLine line, String option, String otherwise) {
		String[] values = line.getOptionValues(option);
		if (values != null && values.length > 1) {
			throw new StartRefusal("--" + option + ": given " + values.length + " times (expected: once)");
		}
		return (values == null) ? otherwise : values[0];
	}

	/**
	 * Whether the node is a gateway and nothing else, which has no database.
	 * @return true if so
	 */
	public boolean gatewayOnly() {
		return this.roles.equals(Set.of(Role.GATEWAY));
	}

	private static Options shown() {
		return new Options().addOption(taking(DATA, "DIR", "where everything is kept (default: ./data)"))
			.addOption(taking(PORT_OFFSET, "N", "added to the ports 9443, 9164, 8280 and 8243"))
			.addOption(taking(ROLES, "LIST",
					"what this node is: some of publisher,store,keymanager,gateway,management (default: all)"))
			.addOption(null, NO_SAMPLE, false, "publish no sample API at the first start")
			.addOption("h", HELP, false, "show this");
	}

	private static Options hidden() {
		return new Options().addOption(null, TRAIN, false, "").addOption(taking(TRAIN_GATEWAY, "FILE", ""));
	}

	private static Option taking(String name, String what, String description) {
		return Option.builder().longOpt(name).hasArg().argName(what).desc(description).get();
	}

	private static void help() {
		try {
			HelpFormatter.builder()
				.setShowSince(false)
				.get()
				.printHelp("./gatehouse start",
						"Starts publisher, store, key manager and gateway with an embedded PostgreSQL in one process.",
						shown(),
						"Settings are environment variables GATEHOUSE_... or lines of DATA/gatehouse.properties: see docs/settings.md.",
						true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
