package org.gatehouse.benchmarks.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import reactor.core.publisher.Mono;

/**
 * The gateway's job done by Spring Cloud Gateway and Spring Security: a route for each of
 * the fixture's APIs, tokens verified once and their claims remembered, {@link Admission}
 * for the rest. Run with {@code --fixture=FOLDER --backend=URL --server.port=PORT}.
 */
@SpringBootApplication
public class SpringGateway {

	/**
	 * Runs until the process ends.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(SpringGateway.class, arguments);
	}

	@Bean
	SecurityWebFilterChain security(ServerHttpSecurity http) {
		return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.headers(ServerHttpSecurity.HeaderSpec::disable)
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.authorizeExchange((calls) -> calls.anyExchange().authenticated())
			.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
			.build();
	}

	@Bean
	ReactiveJwtDecoder decoder(@Value("${fixture}") Path fixture) throws IOException, GeneralSecurityException {
		String pem = Files.readString(fixture.resolve("signing-key.pem")).replaceAll("-----[^-]+-----|\\s", "");
		RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
			.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
		NimbusReactiveJwtDecoder verifying = NimbusReactiveJwtDecoder.withPublicKey(key).validateType(false).build();
		verifying.setJwtValidator(new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(),
				new JwtIssuerValidator("https://localhost:9443"), new JwtTypeValidator("at+jwt")));
		Map<String, Jwt> verified = new ConcurrentHashMap<>();
		return (token) -> {
			Jwt known = verified.get(token);
			if (known == null) {
				return verifying.decode(token).doOnNext((jwt) -> verified.put(token, jwt));
			}
			return known.getExpiresAt().isAfter(Instant.now()) ? Mono.just(known)
					: Mono.error(new BadJwtException("expired"));
		};
	}

	@Bean
	Admission admission(@Value("${fixture}") Path fixture) throws IOException {
		return new Admission(map(fixture.resolve("operations.map")), map(fixture.resolve("subscriptions.map")));
	}

	@Bean
	RouteLocator routes(RouteLocatorBuilder builder, @Value("${fixture}") Path fixture,
			@Value("${backend}") String backend) throws IOException {
		RouteLocatorBuilder.Builder routes = builder.routes();
		map(fixture.resolve("apis.map")).forEach((path, api) -> routes.route(api, (route) -> route.path(path + "**")
			.filters((filters) -> filters.removeRequestHeader("Authorization"))
			.uri(backend)));
		return routes.build();
	}

	private static Map<String, String> map(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.map((line) -> line.split(" "))
				.collect(Collectors.toMap((words) -> words[0], (words) -> words[1]));
		}
	}

}
