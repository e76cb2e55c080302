package org.gatehouse.store.console;

import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.store.StoreRestTest;
import org.gatehouse.store.console.ConsoleRequest.Field;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsoleServiceIT extends StoreRestTest {

	private static final RecordingBackend GATEWAY = RecordingBackend.start();

	@Autowired
	ConsoleService console;

	@DynamicPropertySource
	static void gateway(DynamicPropertyRegistry registry) {
		registry.add("gatehouse.gateway-url", GATEWAY::uri);
	}

	@AfterAll
	static void stop() {
		GATEWAY.close();
	}

	@Test
	void callsTheGatewayAsAClientWouldAndShowsTheSameAsCurl() {
		ApiVersion api = published();
		GATEWAY.forget();

		ConsoleResult result = call(api.getId(),
				new ConsoleRequest(HttpVerb.POST, "/news/{id}", Map.of("id", "7"), List.of(new Field("draft", "yes")),
						List.of(new Field("Content-Type", "text/plain"), new Field("Cookie", "SESSION=mine"),
								new Field("Host", "evil.example"), new Field("X-Forwarded-For", "10.1.1.1"),
								new Field("Authorization", "Basic x")),
						"It's news", "abc.def-1"));

		assertThat(result).isInstanceOfSatisfying(ConsoleResult.Answered.class, answered -> {
			assertThat(answered.status()).isEqualTo(200);
			assertThat(answered.body()).isEqualTo("It's news");
		});
		assertThat(GATEWAY.requests()).singleElement().satisfies(request -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.uri()).hasToString(api.api().context() + "/1.0.0/news/7?draft=yes");
			assertThat(request.header("Authorization")).contains("Bearer abc.def-1");
			assertThat(request.header("Host")).contains(GATEWAY.uri().getAuthority());
			assertThat(request.header("Cookie")).isEmpty();
			assertThat(request.header("X-Forwarded-For")).isEmpty();
		});
		assertThat(result.curl()).isEqualTo("curl -k -X POST -H 'Authorization: Bearer abc.def-1' "
				+ "-H 'Content-Type: text/plain' --data-raw 'It'\\''s news' '" + GATEWAY.uri() + api.api().context()
				+ "/1.0.0/news/7?draft=yes'");
	}

	@Test
	void nothingButAnOperationOfAVisibleApiIsCalled() {
		ApiVersion api = published();
		ApiVersion hidden = this.store
			.publish(version -> version.show(new Visibility.RestrictedByRoles(Set.of("nobody")),
					List.of(this.store.role("nobody")), Instant.EPOCH));
		GATEWAY.forget();

		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> call(api.getId(), plain(HttpVerb.DELETE, "/news", null)));
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> call(api.getId(), plain(HttpVerb.GET, "/../admin", null)));
		assertThatExceptionOfType(NotFound.class)
			.isThrownBy(() -> call(hidden.getId(), plain(HttpVerb.GET, "/news", null)));
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> call(api.getId(), plain(HttpVerb.GET, "/news", "a\r\nX-Evil: 1")));
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> call(api.getId(),
					new ConsoleRequest(HttpVerb.GET, "/news", Map.of(), List.of(),
							List.of(new Field("A", "b\r\nC: d"), new Field("b c", "d")), null, null)))
			.satisfies(refused -> assertThat(refused.fields()).hasSize(2));
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> call(api.getId(),
					new ConsoleRequest(HttpVerb.POST, "/news/{id}", Map.of("id", "1"), List.of(), List.of(),
							"x".repeat(GatewayRelay.LARGEST_BODY + 1), null)))
			.satisfies(refused -> assertThat(refused.fields().getFirst().field()).isEqualTo("body"));
		assertThat(GATEWAY.requests()).isEmpty();
	}

	private ApiVersion published() {
		return this.store.publish(version -> {
		});
	}

	private ConsoleResult call(UUID api, ConsoleRequest request) {
		return as(this.store.subscriber(), user -> this.console.call(user, api, request));
	}

	private static ConsoleRequest plain(HttpVerb verb, String pattern, @Nullable String token) {
		return new ConsoleRequest(verb, pattern, Map.of(), List.of(), List.of(), null, token);
	}

	private <T> T as(String user, Function<SignedInUser, T> action) {
		SignedInUser signedIn = this.store.signedIn(user);
		return TenantContext.call(DefaultTenant.ID, () -> action.apply(signedIn));
	}

}
