package org.gatehouse.keymanager.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.gatehouse.keymanager.site.News.ClientKey;
import org.gatehouse.web.security.TenantFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/**
 * Every route that there is, for those who may not use it. A new one that belongs to no
 * part of the key manager fails here until somebody has said who may use it.
 */
class RouteMatrixIT extends KeyManagerTest {

	/** What anybody may look at: the pages for signing in, and what they need. */
	private static final Set<String> OPEN = Set.of("/login", "/login/failed", "/login/unavailable",
			"/login/unconfirmed", "/login/new-password", "/logout", "/sign-up", "/sign-up/confirm", "/forgot-password",
			"/reset-password", "/error", "/device", "/oauth2/consent", "/oauth2/register", "/oauth2/register/{}",
			"/{}/sign-in", "/{}/sign-in-failed", "/{}/signed-out");

	private final WebApplicationContext context;

	private MockMvc pages;

	@Autowired
	RouteMatrixIT(News news, WebApplicationContext context) {
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

	/** A route with something for each variable. */
	private record Route(HttpMethod method, String pattern) {

		String path() {
			return this.pattern.replace("{}", new UUID(1, 1).toString());
		}

		boolean isBelow(String prefix) {
			return this.pattern.equals(prefix) || this.pattern.startsWith(prefix + "/");
		}

	}

	private List<Route> routes() {
		List<Route> routes = new ArrayList<>();
		for (RequestMappingHandlerMapping mapping : this.context.getBeansOfType(RequestMappingHandlerMapping.class)
			.values()) {
			for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
				Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
				for (String pattern : info.getPatternValues()) {
					for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST)
							: methods) {
						routes.add(new Route(method.asHttpMethod(), pattern.replaceAll("\\{[^}]*\\}", "{}")));
					}
				}
			}
		}
		return routes;
	}

	private static MockHttpServletRequestBuilder to(Route route) {
		return MockMvcRequestBuilders.request(route.method(), route.path());
	}

	private int page(MockHttpServletRequestBuilder request) {
		try {
			return this.pages.perform(request).andReturn().getResponse().getStatus();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MockHttpServletRequestBuilder as(String user, MockHttpServletRequestBuilder request) {
		return request.with(oidcLogin().idToken((token) -> token.subject(user).claim("tenant", "carbon.super")));
	}

	@Test
	void everyPageForAdministratorsIsForThemAndTakesItsOwnFormsOnly() {
		List<Route> admin = routes().stream().filter((route) -> route.isBelow("/admin")).toList();
		assertThat(admin).hasSizeGreaterThan(25);
		for (Route route : admin) {
			boolean open = route.pattern().endsWith("/signed-out") || route.pattern().endsWith("/sign-in-failed")
					|| route.pattern().endsWith("/sign-in");
			if (route.method() == HttpMethod.GET) {
				assertThat(page(to(route))).as("anybody " + route).isIn(open ? List.of(200, 302) : List.of(302));
				if (!open) {
					assertThat(page(as(TOM, to(route)))).as("Tom " + route).isEqualTo(403);
				}
			}
			else {
				assertThat(page(to(route).with(csrf()))).as("anybody " + route).isEqualTo(302);
				assertThat(page(as(TOM, to(route).with(csrf())))).as("Tom " + route).isEqualTo(403);
				assertThat(page(as("admin", to(route)))).as("no token " + route).isEqualTo(403);
				assertThat(page(as("admin", to(route).with(csrf().useInvalidToken())))).as("a wrong token " + route)
					.isEqualTo(403);
			}
		}
	}

	@Test
	void everyPageOfOnesOwnIsForTheSignedInAndTakesItsOwnFormsOnly() {
		List<Route> own = routes().stream().filter((route) -> route.isBelow("/profile")).toList();
		assertThat(own).isNotEmpty();
		for (Route route : own) {
			boolean open = route.pattern().endsWith("/signed-out") || route.pattern().endsWith("/sign-in-failed");
			if (route.method() == HttpMethod.GET) {
				assertThat(page(to(route))).as(route.toString()).isIn(open ? List.of(200, 302) : List.of(302));
			}
			else {
				assertThat(page(to(route).with(csrf()))).as(route.toString()).isEqualTo(302);
				assertThat(page(as(TOM, to(route)))).as(route.toString()).isEqualTo(403);
			}
		}
	}

	@Test
	void everyInterfaceForProgramsWantsTheRightToken() {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"routes","owner":"admin","grantType":"password","saasApp":true}""");
		ClientKey client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		String weak = "Bearer "
				+ password(client, "admin", "admin", "apim:api_view apim:subscribe openid").text("access_token");
		List<Route> data = routes().stream()
			.filter((route) -> route.isBelow("/api/am/admin/v4") || route.isBelow("/scim2"))
			.toList();
		assertThat(data).hasSizeGreaterThan(15);
		for (Route route : data) {
			String method = route.method().name();
			String body = route.method() == HttpMethod.GET ? null : "{}";
			assertThat(json(method, route.path(), "Nobody", body).status()).as("anybody " + route).isEqualTo(401);
			assertThat(json(method, route.path(), weak, body).status()).as("without the scope " + route).isEqualTo(403);
			if (route.isBelow("/scim2")) {
				assertThat(json(method, route.path(), basic(TOM, "tom-password"), body).status()).as("Tom " + route)
					.isEqualTo(403);
			}
			else {
				// A password is none of this interface's business.
				assertThat(json(method, route.path(), basic("admin", "admin"), body).status()).as("Basic " + route)
					.isEqualTo(401);
			}
		}
	}

	@Test
	void thereIsNoOtherRoute() {
		Set<String> other = new TreeSet<>();
		for (Route route : routes()) {
			if (List.of("/admin", "/profile", "/api/am/admin/v4", "/scim2", "/client-registration/v0.17")
				.stream()
				.noneMatch(route::isBelow) && !OPEN.contains(route.pattern())) {
				other.add(route.pattern());
			}
		}
		assertThat(other).isEmpty();
		assertThat(json("POST", "/client-registration/v0.17/register", "Nobody", "{}").status()).isEqualTo(401);
		// Nor is anything behind a path that nobody thought of.
		for (String path : List.of("/nothing", "/actuator", "/actuator/env", "/h2-console", "/.git/config",
				"/oauth2/nothing", "/admin/../nothing", "/api/am/admin/v3/users", "/internal/x")) {
			assertThat(send(request(path)).status()).as(path).isIn(302, 400, 401, 403, 404);
		}
	}

}
