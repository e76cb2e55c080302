package org.gatehouse.web.site;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.security.PortalSecurity;
import org.gatehouse.web.security.RestSecurity;
import org.gatehouse.web.security.SignedInUser;
import org.gatehouse.web.security.SignedInUsers;
import org.gatehouse.web.security.UserRoles;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * A small site on the module under test: one REST interface, some pages of two portals.
 */
@SpringBootApplication(excludeName = { "org.gatehouse.db.DatabaseAutoConfiguration",
		"org.gatehouse.web.policies.PoliciesAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
		"org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
		"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration" })
class TestSite {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	SecurityFilterChain rest(HttpSecurity http, RestSecurity rest) {
		return rest.chain(http, "/api/am/test/v1/**",
				access -> access.requestMatchers("/api/am/test/v1/secret")
					.hasAuthority("SCOPE_apim:admin")
					.anyRequest()
					.permitAll());
	}

	@Bean
	SecurityFilterChain store(HttpSecurity http, PortalSecurity portals) {
		return portals.chain(http, Portal.STORE,
				access -> access.requestMatchers("/store/mine").authenticated().anyRequest().permitAll());
	}

	@Bean
	SecurityFilterChain publisher(HttpSecurity http, PortalSecurity portals, SignedInUsers users) {
		return portals.chain(http, Portal.PUBLISHER,
				access -> access.anyRequest().access(users.having(Permission.CREATE, Permission.PUBLISH)));
	}

	@Bean
	JwtDecoder noJwtIsGood() {
		return token -> {
			throw new BadJwtException("not one of ours");
		};
	}

	@Bean
	PortalClientSecrets secrets() {
		return portal -> "secret-of-" + portal;
	}

	@Bean
	UserRoles roles() {
		return name -> switch (name) {
			case "petra" -> Set.of("Internal/everyone", "Internal/publisher");
			case "sam" -> Set.of("Internal/everyone", "Internal/subscriber");
			default -> null;
		};
	}

	enum Colour {

		RED, GREEN

	}

	record Item(String name, int size, List<Colour> colours) {

	}

	@RestApi("/api/am/test/v1")
	static class Items {

		@GetMapping("/items")
		Page<String> items(PageRequest page) {
			return Page.of(List.of("a", "b"), page, 40);
		}

		@GetMapping("/items/{id}")
		String item(@PathVariable UUID id) {
			throw NotFound.of("item", id);
		}

		@PostMapping("/items")
		Item add(@RequestBody Item item) {
			if (item.name() == null) {
				throw new BadRequest("name", null, "1 to 60 characters");
			}
			if (item.name().equals("taken")) {
				throw new Conflict("name", "name: 'taken' is taken");
			}
			return item;
		}

		@GetMapping("/bug")
		String bug() {
			throw new IllegalStateException("jdbc:postgresql://secret-host");
		}

		@GetMapping("/gone")
		String gone() throws IOException {
			throw new AsyncRequestNotUsableException("the connection is closed");
		}

		@GetMapping("/secret")
		String secret() {
			return "s";
		}

	}

	@Controller
	static class Pages {

		@GetMapping("/store/sample")
		String sample(@Nullable SignedInUser user, Model model) {
			model.addAttribute("form", Form.empty());
			model.addAttribute("pager", Pager.of("/store/sample?q=a%26b", 25, 25, 80));
			return "sample";
		}

		@PostMapping("/store/sample")
		String send(@RequestParam MultiValueMap<String, String> fields, Model model) {
			model.addAttribute("form",
					Form.of(fields).refused(new BadRequest("name", fields.getFirst("name"), "fewer letters")));
			model.addAttribute("pager", Pager.of("/store/sample", 0, 25, 0));
			return "sample";
		}

		@GetMapping("/store/mine")
		String mine(SignedInUser user, Model model) {
			return sample(user, model);
		}

		@GetMapping("/store/missing/{id}")
		String missing(@PathVariable UUID id) {
			throw NotFound.of("API", id);
		}

		@GetMapping("/store/bug")
		String bug() {
			throw new IllegalStateException("jdbc:postgresql://secret-host");
		}

		@GetMapping("/store/gone")
		String gone() throws IOException {
			throw new AsyncRequestNotUsableException("the connection is closed");
		}

		@GetMapping("/publisher")
		String publisher(Model model) {
			return sample(null, model);
		}

		@GetMapping("/unprotected")
		String unprotected(Model model) {
			return sample(null, model);
		}

	}

}
