package org.gatehouse.keymanager.mail;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server ({@code gatehouse.mail.*}).
 *
 * @param host its name, null where there is none: then mail is written to the log
 * @param port its port
 * @param security how the connection is secured
 * @param user who signs in there, null where nobody has to
 * @param password the password of that one
 * @param from the sender's address
 */
@ConfigurationProperties("gatehouse.mail")
public record MailProperties(@Nullable String host, @DefaultValue("587") int port,
		@DefaultValue("starttls") Security security, @Nullable String user, @Nullable String password,
		@DefaultValue("gatehouse@localhost") String from) {

	/**
	 * How the connection to the mail server is secured.
	 */
	public enum Security {

		/** It begins in clear and has to be secured before anything is said. */
		STARTTLS,
		/** It is TLS from the beginning. */
		TLS,
		/** It is not: for a mail server on the same machine. */
		NONE

	}

	/**
	 * Whether there is a mail server.
	 * @return true where one is set
	 */
	public boolean hasServer() {
		return this.host != null && !this.host.isBlank();
	}

	@Override
	public String toString() {
		return "MailProperties[host=" + this.host + ", port=" + this.port + "]";
	}

}
