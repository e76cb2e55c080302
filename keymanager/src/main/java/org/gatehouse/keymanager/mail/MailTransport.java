package org.gatehouse.keymanager.mail;

import java.nio.charset.StandardCharsets;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hands mail to the mail server. Made by hand, not found by Spring Boot: what beans there
 * are is decided when the server is built (ADR 0009), and the settings come later.
 */
@Component
class MailTransport {

	private static final String TIMEOUT_MILLIS = "10000";

	private final MailProperties properties;

	private final SingletonSupplier<JavaMailSenderImpl> server;

	MailTransport(MailProperties properties) {
		this.properties = properties;
		this.server = SingletonSupplier.of(this::server);
	}

	boolean isThere() {
		return this.properties.hasServer();
	}

	/**
	 * Sends.
	 * @param recipient the address
	 * @param subject the subject
	 * @param text the text
	 * @throws MailException if the mail server could not be reached, or refused
	 */
	void send(String recipient, String subject, String text) {
		JavaMailSenderImpl sender = this.server.obtain();
		MimeMessage message = sender.createMimeMessage();
		try {
			MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
			mail.setFrom(this.properties.from());
			mail.setTo(recipient);
			mail.setSubject(subject);
			mail.setText(text);
			// No machine that is on holiday answers this.
			message.setHeader("Auto-Submitted", "auto-generated");
		}
		catch (MessagingException ex) {
			throw new MailPreparationException(ex);
		}
		sender.send(message);
	}

	private JavaMailSenderImpl server() {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost(this.properties.host());
		sender.setPort(this.properties.port());
		sender.setUsername(this.properties.user());
		sender.setPassword(this.properties.password());
		sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
		Properties settings = sender.getJavaMailProperties();
		settings.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
		settings.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
		settings.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
		settings.setProperty("mail.smtp.auth", Boolean.toString(this.properties.user() != null));
		settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
		switch (this.properties.security()) {
			case STARTTLS -> {
				settings.setProperty("mail.smtp.starttls.enable", "true");
				settings.setProperty("mail.smtp.starttls.required", "true");
			}
			case TLS -> settings.setProperty("mail.smtp.ssl.enable", "true");
			case NONE -> settings.setProperty("mail.smtp.starttls.enable", "false");
		}
		return sender;
	}

}
