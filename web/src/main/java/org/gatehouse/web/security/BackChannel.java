package org.gatehouse.web.security;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import org.gatehouse.jose.KeyBoundProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * How the portals talk to the key manager behind the browser's back: over TLS that trusts
 * the platform's own certificate where the server provides it (bean
 * {@code backChannelSslContext}), and the JDK's authorities otherwise.
 */
@Component
public class BackChannel implements JwtDecoderFactory<ClientRegistration> {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

	private final JdkClientHttpRequestFactory requests;

	private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

	BackChannel(@Qualifier("backChannelSslContext") ObjectProvider<SSLContext> sslContext) {
		HttpClient.Builder client = HttpClient.newBuilder()
			.connectTimeout(CONNECT_TIMEOUT)
			.version(HttpClient.Version.HTTP_1_1);
		sslContext.ifAvailable(client::sslContext);
		this.requests = new JdkClientHttpRequestFactory(client.build());
		this.requests.setReadTimeout(READ_TIMEOUT);
	}

	/**
	 * A client for calls to the key manager.
	 * @return a builder without base URL
	 */
	public RestClient.Builder restClient() {
		return RestClient.builder().requestFactory(this.requests);
	}

	OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeExchange() {
		RestClientAuthorizationCodeTokenResponseClient exchange = new RestClientAuthorizationCodeTokenResponseClient();
		exchange.setRestClient(restClient()
			.configureMessageConverters(converters -> converters.disableDefaults()
				.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build());
		return exchange;
	}

	/** Verifies the ID tokens of a portal's sign-ins. */
	@Override
	public JwtDecoder createDecoder(ClientRegistration registration) {
		return this.decoders.computeIfAbsent(registration.getRegistrationId(), _ -> decoder(registration));
	}

	private JwtDecoder decoder(ClientRegistration registration) {
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(
				new KeyBoundProcessor(published(keySet(registration)), Set.of("", "jwt")));
		decoder
			.setClaimSetConverter(new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
		return decoder;
	}

	private static URI keySet(ClientRegistration registration) {
		return URI.create(String.valueOf(registration.getProviderDetails().getJwkSetUri()));
	}

	/**
	 * Verifies tokens by the keys that the key manager publishes, for portals that run on
	 * another node than it does.
	 * @param keySet where it publishes them
	 * @param type the type ({@code typ}) that the tokens have, in lower case
	 * @return a decoder, which checks no claims yet
	 */
	public NimbusJwtDecoder decoder(URI keySet, String type) {
		return new NimbusJwtDecoder(new KeyBoundProcessor(published(keySet), Set.of(type)));
	}

	private static Resource read(RestClient client, URI address) throws IOException {
		try {
			return new Resource(String.valueOf(client.get().uri(address).retrieve().body(String.class)),
					MediaType.APPLICATION_JSON_VALUE);
		}
		catch (RestClientException ex) {
			throw new IOException("key set: '" + address + "' cannot be read", ex);
		}
	}

	/** The key manager's keys: read again for one that is not known, but not for ever. */
	private JWKSource<SecurityContext> published(URI address) {
		RestClient client = restClient().build();
		try {
			return JWKSourceBuilder.create(address.toURL(), (_) -> read(client, address)).build();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException("key set: '" + address + "' (expected: an http or https URL)", ex);
		}
	}

}
