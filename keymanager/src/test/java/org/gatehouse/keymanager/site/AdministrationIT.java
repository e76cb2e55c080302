package org.gatehouse.keymanager.site;

import java.util.List;

import org.gatehouse.web.security.TenantFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
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
 * The administrator's pages as one who is signed in sees them.
 */
class AdministrationIT extends KeyManagerTest {

	private final WebApplicationContext context;

	private MockMvc pages;

	@Autowired
	AdministrationIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
		this.pages = MockMvcBuilders.webAppContextSetup(context).build();
	}

	@BeforeEach
	void open() {
		DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(this.context);
		builder.addFilters(this.context.getBean(TenantFilter.class));
		this.pages = builder.apply(springSecurity()).build();
	}

	private MockHttpServletResponse as(String user, MockHttpServletRequestBuilder request) throws Exception {
		return this.pages
			.perform(request.with(csrf())
				.with(oidcLogin().idToken((token) -> token.subject(user).claim("tenant", "carbon.super"))))
			.andReturn()
			.getResponse();
	}

	private String page(String path) throws Exception {
		MockHttpServletResponse response = as("admin", get(path));
		assertThat(response.getStatus()).as(path).isEqualTo(200);
		return response.getContentAsString();
	}

	@Test
	void managesUsers() throws Exception {
		assertThat(page("/admin/users")).contains("tom", "john");
		assertThat(page("/admin/users?q=to")).contains("tom").doesNotContain(">john<");
		assertThat(page("/admin/users/new")).contains("Internal/subscriber");
		MockHttpServletResponse wrong = as("admin",
				post("/admin/users").param("userName", "with space").param("password", "x").param("roles", "employee"));
		assertThat(wrong.getStatus()).isEqualTo(400);
		assertThat(wrong.getContentAsString()).contains("userName-error", "password-error", "with space");
		MockHttpServletResponse made = as("admin",
				post("/admin/users").param("userName", "paged")
					.param("password", "paged-1")
					.param("roles", "employee"));
		assertThat(made.getStatus()).isEqualTo(302);
		String path = String.valueOf(made.getRedirectedUrl());
		assertThat(page(path)).contains("paged", "employee");
		assertThat(as("admin", post(path).param("email", "nonsense")).getContentAsString()).contains("email-error");
		assertThat(as("admin", post(path).param("email", "p@example.com").param("enabled", "true")).getStatus())
			.isEqualTo(302);
		assertThat(page(path)).contains("p@example.com");
		assertThat(as("admin", post(path + "/password").param("password", "another-1")).getStatus()).isEqualTo(302);
		assertThat(page(path + "/delete")).contains("Delete paged?");
		assertThat(as("admin", post(path + "/delete")).getRedirectedUrl()).isEqualTo("/admin/users");
		assertThat(as("admin", get(path)).getStatus()).isEqualTo(404);
	}

	@Test
	void managesRoles() throws Exception {
		assertThat(page("/admin/roles")).contains("employee", "manager");
		MockHttpServletResponse taken = as("admin", post("/admin/roles").param("displayName", "Employee"));
		assertThat(taken.getStatus()).isEqualTo(400);
		assertThat(taken.getContentAsString()).contains("displayName-error");
		String path = String
			.valueOf(as("admin", post("/admin/roles").param("displayName", "proof-reader")).getRedirectedUrl());
		assertThat(as("admin", post(path + "/members").param("userName", "nobody")).getContentAsString())
			.contains("userName-error");
		assertThat(as("admin", post(path + "/members").param("userName", "tom")).getStatus()).isEqualTo(302);
		assertThat(page(path)).contains("tom");
		assertThat(page(path + "/delete")).contains("1 member(s)");
		assertThat(as("admin", post(path + "/delete")).getRedirectedUrl()).isEqualTo("/admin/roles");
	}

	@Test
	void changesTheWhiteList() throws Exception {
		assertThat(page("/admin/settings")).contains("whitelist");
		MockHttpServletResponse wrong = as("admin", post("/admin/settings").param("whitelist", "(a+)+"));
		assertThat(wrong.getStatus()).isEqualTo(400);
		assertThat(wrong.getContentAsString()).contains("whitelist-error", "(a+)+");
		assertThat(as("admin", post("/admin/settings").param("whitelist", "")).getStatus()).isEqualTo(302);
	}

	@Test
	void editsTheApiTemplateAndKeepsTheGoodOne() throws Exception {
		assertThat(page("/admin/api-template")).contains("&quot;request&quot; : [ ]");
		String good = """
				{"request":[{"policyName":"setHeader","parameters":{"headerName":"X-Site","headerValue":"one"}}]}""";
		assertThat(as("admin", post("/admin/api-template").param("template", good)).getStatus()).isEqualTo(302);
		for (String bad : List.of("{", "{\"request\":[{\"policyName\":\"nothing\"}]}",
				"{\"request\":[{\"policyName\":\"validateSchema\"}]}")) {
			MockHttpServletResponse wrong = as("admin", post("/admin/api-template").param("template", bad));
			assertThat(wrong.getStatus()).isEqualTo(400);
			assertThat(wrong.getContentAsString()).contains("expected");
		}
		assertThat(page("/admin/api-template")).contains("X-Site");
		assertThat(as("admin", post("/admin/api-template").param("template", "{}")).getStatus()).isEqualTo(302);
		assertThat(as("tom", get("/admin/api-template")).getStatus()).isEqualTo(403);
	}

	@Test
	void isClosedToOthers() throws Exception {
		assertThat(as("tom", get("/admin/users")).getStatus()).isEqualTo(403);
		assertThat(as("nobody", get("/admin/users")).getStatus()).isEqualTo(403);
	}

}
