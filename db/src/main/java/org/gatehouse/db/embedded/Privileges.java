package org.gatehouse.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.sun.security.auth.module.UnixSystem;

/**
 * How PostgreSQL's programs are started, for they refuse to run as root: an ordinary user
 * starts them as they are; root does in a user namespace of its own ({@code unshare -U}),
 * or, where the kernel forbids that, as nobody ({@code setpriv}).
 */
sealed interface Privileges {

	/**
	 * What stands before a program's own command line.
	 * @return the command and its options, may be empty
	 */
	List<String> prefix();

	/**
	 * Gives the server what it has to own.
	 * @param file a file or directory
	 * @throws IOException if it cannot be given
	 */
	default void own(Path file) throws IOException {
		// Nothing to give where the server runs as the user who made the file.
	}

	/** As the user who runs this JVM. */
	record Own() implements Privileges {

		@Override
		public List<String> prefix() {
			return List.of();
		}

	}

	/** In a user namespace that knows no root; files remain those of this JVM's user. */
	record Namespace() implements Privileges {

		@Override
		public List<String> prefix() {
			return List.of("unshare", "-U");
		}

	}

	/** As nobody, who has to own the files and to pass every parent directory. */
	record Nobody() implements Privileges {

		@Override
		public List<String> prefix() {
			return List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
		}

		@Override
		public void own(Path file) throws IOException {
			UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
			PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
			view.setOwner(users.lookupPrincipalByName("nobody"));
			view.setGroup(users.lookupPrincipalByGroupName("nogroup"));
		}

	}

	/**
	 * Finds what works here.
	 * @return the way to start PostgreSQL's programs
	 */
	static Privileges find() {
		if (!isRoot()) {
			return new Own();
		}
		for (Privileges candidate : List.of(new Namespace(), new Nobody())) {
			if (works(candidate.prefix())) {
				return candidate;
			}
		}
		throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv' "
				+ "works here: start as an ordinary user, or set GATEHOUSE_DB_URL to use an external PostgreSQL");
	}

	/**
	 * What is to stand before the server so that it ends with this JVM even where the JVM
	 * is killed, and not with a Ctrl-C that is meant for the JVM. The server only lives
	 * on until the next start where this is not to be had.
	 * @param prefix what stands before the program's own command line
	 * @return the same and more
	 */
	static List<String> bound(List<String> prefix) {
		List<String> command = new ArrayList<>();
		if (runs(List.of("setsid", "true"))) {
			command.add("setsid");
		}
		command.addAll(prefix);
		// Last, for a change of credentials would clear it.
		List<String> signal = List.of("setpriv", "--pdeathsig", "INT");
		List<String> attempt = new ArrayList<>(prefix);
		attempt.addAll(signal);
		attempt.add("true");
		if (runs(attempt)) {
			command.addAll(signal);
		}
		return command;
	}

	private static boolean isRoot() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
				&& new UnixSystem().getUid() == 0;
	}

	private static boolean works(List<String> prefix) {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of("id", "-u"));
		return !output(command).equals("0") && runs(command);
	}

	private static boolean runs(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static String output(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
