package org.gatehouse.db.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The passwords of a cluster's two roles, made once and kept readable to this user only.
 *
 * @param superuser the password of {@code postgres}
 * @param owner the password of {@code gatehouse}
 */
record PostgresCredentials(String superuser, String owner) {

	private static final int PASSWORD_BYTES = 24;

	@Override
	public String toString() {
		return "PostgresCredentials[superuser=***, owner=***]";
	}

	static PostgresCredentials of(Path file) throws IOException {
		if (Files.exists(file)) {
			Properties properties = new Properties();
			try (Reader reader = Files.newBufferedReader(file)) {
				properties.load(reader);
			}
			String superuser = properties.getProperty("postgres");
			String owner = properties.getProperty("gatehouse");
			if (superuser == null || owner == null) {
				throw new EmbeddedPostgresException(
						file + " lacks a password: restore it from a backup of this directory");
			}
			return new PostgresCredentials(superuser, owner);
		}
		PostgresCredentials made = new PostgresCredentials(password(), password());
		Properties properties = new Properties();
		properties.setProperty("postgres", made.superuser);
		properties.setProperty("gatehouse", made.owner);
		Path partial = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(partial);
		PosixFiles.createPrivate(partial);
		try (Writer writer = Files.newBufferedWriter(partial)) {
			properties.store(writer, null);
		}
		Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
		return made;
	}

	private static String password() {
		byte[] bytes = new byte[PASSWORD_BYTES];
		new SecureRandom().nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
