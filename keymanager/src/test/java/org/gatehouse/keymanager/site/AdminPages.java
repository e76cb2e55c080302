package org.gatehouse.keymanager.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.web.security.TenantFilter;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The pages as somebody sees them whom the portal has signed in.
 */
final class AdminPages {

	private static final Pattern MAIL = Pattern.compile("href=\"(/admin/mail/[0-9a-f-]{36})\"");

	private static final Pattern LINK = Pattern
		.compile("https://localhost:9443(/[a-z-]+(?:/confirm)?\\?token=[A-Za-z0-9_-]+)");

	private final MockMvc pages;

	AdminPages(WebApplicationContext context) {
		DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(context);
		builder.addFilters(context.getBean(TenantFilter.class));
		this.pages = builder.apply(springSecurity()).build();
	}

	MockHttpServletResponse as(String user, String signIn, MockHttpServletRequestBuilder request) {
		try {
			return this.pages
				.perform(request.with(csrf())
					.with(oidcLogin()
						.idToken((token) -> token.subject(user).claim("tenant", "carbon.super").claim("sid", signIn))))
				.andReturn()
				.getResponse();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The administrator, by a sign-in that nobody can end. */
	private MockHttpServletResponse admin(MockHttpServletRequestBuilder request) {
		return as("admin", "none", request);
	}

	String page(String path) {
		try {
			MockHttpServletResponse response = admin(get(path));
			assertThat(response.getStatus()).as(path).isEqualTo(200);
			return response.getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String send(String path, String... fields) {
		MockHttpServletRequestBuilder request = post(path);
		for (int i = 0; i < fields.length; i += 2) {
			request.param(fields[i], fields[i + 1]);
		}
		MockHttpServletResponse response = admin(request);
		assertThat(response.getStatus()).as(path).isEqualTo(302);
		return String.valueOf(response.getRedirectedUrl());
	}

	/**
	 * The path in the link of the newest mail, waiting until there is one to a recipient.
	 */
	String link(String recipient) {
		long end = System.nanoTime() + java.time.Duration.ofSeconds(20).toNanos();
		while (System.nanoTime() < end) {
			Matcher mail = MAIL.matcher(page("/admin/mail"));
			while (mail.find()) {
				String text = page(mail.group(1));
				Matcher link = LINK.matcher(text);
				if (text.contains(recipient) && link.find()) {
					return link.group(1);
				}
			}
			Thread.onSpinWait();
		}
		throw new AssertionError("no mail to " + recipient);
	}

}
