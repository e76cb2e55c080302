package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sign-up where a mail server is set.
 */
class SignUpByMailIT extends KeyManagerTest {

	private static final Pattern LINK = Pattern.compile("https://localhost:9443(/\\S+\\?token=([A-Za-z0-9_-]+))");

	private static final GreenMail MAIL = new GreenMail(
			new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

	private final WebApplicationContext context;

	@Autowired
	SignUpByMailIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		MAIL.start();
		registry.add("gatehouse.mail.host", () -> "127.0.0.1");
		registry.add("gatehouse.mail.port", () -> MAIL.getSmtp().getPort());
		registry.add("gatehouse.mail.security", () -> "none");
		registry.add("gatehouse.mail.from", () -> "apis@example.com");
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@BeforeEach
	void emptyTheMailboxes() throws Exception {
		MAIL.purgeEmailFromAllMailboxes();
	}

	@AfterAll
	static void stop() {
		MAIL.stop();
	}

	private Matcher received(int count) throws Exception {
		assertThat(MAIL.waitForIncomingEmail(20_000, count)).isTrue();
		MimeMessage message = MAIL.getReceivedMessages()[count - 1];
		assertThat(message.getFrom()[0]).hasToString("apis@example.com");
		Matcher link = LINK.matcher(GreenMailUtil.getBody(message).replace("=\r\n", "").replace("=3D", "="));
		assertThat(link.find()).isTrue();
		return link;
	}

	@Test
	void anAccountOpensOnceTheAddressIsConfirmed() throws Exception {
		Visitor visitor = new Visitor(this.port, "198.51.100.40");
		assertThat(visitor
			.submit("/sign-up", "/sign-up", "userName", "newcomer", "email", "", "password", "new-one-1", "repeated",
					"new-one-1")
			.body()).contains("email-error");
		assertThat(visitor
			.submit("/sign-up", "/sign-up", "userName", "newcomer", "email", "new@example.com", "password", "new-one-1",
					"repeated", "new-one-1")
			.header("Location")).endsWith("/login?sent");
		Matcher link = received(1);
		Answer early = visitor.signIn("newcomer", "new-one-1");
		assertThat(early.status()).isEqualTo(401);
		assertThat(early.body()).contains("not confirmed yet");
		assertThat(visitor.signIn("newcomer", "wrong-one").body()).doesNotContain("not confirmed yet");
		assertThat(visitor.get(link.group(1)).status()).isEqualTo(200);
		assertThat(visitor.submit(link.group(1), "/sign-up/confirm", "token", link.group(2)).header("Location"))
			.endsWith("/login?confirmed");
		assertThat(visitor.get(link.group(1)).status()).isEqualTo(400);
		assertThat(visitor.signIn("newcomer", "new-one-1").status()).isEqualTo(302);
		String mails = new AdminPages(this.context).page("/admin/mail");
		assertThat(mails).contains("new@example.com", "Sent ").doesNotContain(link.group(2));
	}

	@Test
	void mailThatCannotBeSentWaitsAndIsTriedAgain() throws Exception {
		MAIL.stop();
		AdminPages admin = new AdminPages(this.context);
		assertThat(new Visitor(this.port, "198.51.100.41")
			.submit("/sign-up", "/sign-up", "userName", "patient", "email", "patient@example.com", "password",
					"new-one-1", "repeated", "new-one-1")
			.header("Location")).endsWith("/login?sent");
		Matcher mail = Pattern.compile("href=\"(/admin/mail/[0-9a-f-]{36})\">patient@example.com<")
			.matcher(admin.page("/admin/mail"));
		assertThat(mail.find()).isTrue();
		String path = mail.group(1);
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!admin.page(path).toLowerCase(Locale.ROOT).contains("connect") && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(admin.page(path)).containsIgnoringCase("connect").doesNotContain("token=");
		MAIL.start();
		admin.send(path + "/retry");
		received(1);
	}

}
