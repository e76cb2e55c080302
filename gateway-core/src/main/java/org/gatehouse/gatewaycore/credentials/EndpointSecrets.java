package org.gatehouse.gatewaycore.credentials;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.BackendTls;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.jose.sealing.Sealer;
import org.jspecify.annotations.Nullable;

/**
 * Opens what is sealed for gateways and gives endpoints what they ask for. What is opened
 * stays in memory: the state on disk has it sealed. Used by one thread.
 */
public final class EndpointSecrets {

	private static final String NO_KEY = "it is sealed and this gateway has no master key (expected: the platform's, "
			+ "in the file that GATEHOUSE_MASTER_KEY_FILE names)";

	private final @Nullable Sealer sealer;

	private final TlsContexts contexts;

	private final SideCalls calls;

	private final Clock clock;

	/** Tokens and nonces live on when an API is changed and asks for the same. */
	private final Cache<Asked, BackendCredentials> given = Caffeine.newBuilder().weakValues().build();

	/**
	 * Makes one.
	 * @param sealer opens what is sealed, null where the gateway has no master key
	 * @param contexts makes TLS contexts
	 * @param clock the time
	 */
	public EndpointSecrets(@Nullable Sealer sealer, TlsContexts contexts, Clock clock) {
		this.sealer = sealer;
		this.contexts = contexts;
		this.calls = new SideCalls(contexts.common());
		this.clock = clock;
	}

	private record Asked(TenantId tenant, EndpointSecurity.Scheme scheme, @Nullable BackendTls tls) {

	}

	/** What is sealed cannot be opened. */
	public static final class NotOpened extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NotOpened(String message) {
			super(message);
		}

	}

	/**
	 * Opens what is sealed.
	 * @param sealed the sealed bytes in Base64
	 * @param purpose what they are sealed as
	 * @return the clear bytes
	 * @throws NotOpened if they cannot be opened here; the message says why
	 */
	public byte[] open(String sealed, String purpose) {
		Sealer opener = this.sealer;
		if (opener == null) {
			throw new NotOpened(NO_KEY);
		}
		try {
			return opener.unseal(Base64.getDecoder().decode(sealed), purpose);
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			throw new NotOpened("it is not sealed with this gateway's master key (expected: the platform's, "
					+ "in the file that GATEHOUSE_MASTER_KEY_FILE names)");
		}
	}

	/**
	 * Gives an endpoint what it asks for.
	 * @param trusted the certificates that were uploaded
	 * @param tenant whose it is
	 * @param endpoint the endpoint
	 * @param scheme what it asks for
	 * @return the endpoint; where something cannot be opened, with credentials that say
	 * so
	 */
	public Endpoint secured(TrustedBackends trusted, TenantId tenant, Endpoint endpoint,
			EndpointSecurity.Scheme scheme) {
		try {
			return switch (scheme) {
				case EndpointSecurity.None _ -> endpoint.secured(tls(trusted, tenant, endpoint, null), null);
				case EndpointSecurity.ClientCertificate shown ->
					endpoint.secured(tls(trusted, tenant, endpoint, shown(tenant, shown)), null);
				case EndpointSecurity.Basic _, EndpointSecurity.Digest _ ->
					endpoint.secured(tls(trusted, tenant, endpoint, null), credentials(tenant, scheme, null));
				case EndpointSecurity.OAuth oauth -> endpoint.secured(tls(trusted, tenant, endpoint, null),
						credentials(tenant, scheme, tls(trusted, tenant, Endpoint.of(oauth.tokenUrl(), false), null)));
			};
		}
		catch (NotOpened ex) {
			return endpoint.secured(null, new MissingCredentials("endpoint security: " + ex.getMessage()));
		}
	}

	private @Nullable BackendTls tls(TrustedBackends trusted, TenantId tenant, Endpoint endpoint,
			TlsContexts.@Nullable Shown shown) {
		Endpoint.Address address = endpoint.address();
		return address.tls() ? this.contexts.special(trusted.of(tenant, address.host(), address.port()), shown) : null;
	}

	private TlsContexts.Shown shown(TenantId tenant, EndpointSecurity.ClientCertificate certificate) {
		return TlsContexts.Shown.read(certificate.chain(), certificate.keyAlgorithm(),
				Base64.getDecoder().decode(text(tenant, certificate.privateKey())));
	}

	private BackendCredentials credentials(TenantId tenant, EndpointSecurity.Scheme scheme, @Nullable BackendTls tls) {
		return this.given.get(new Asked(tenant, scheme, tls), (asked) -> make(tenant, scheme, tls));
	}

	private BackendCredentials make(TenantId tenant, EndpointSecurity.Scheme scheme, @Nullable BackendTls tls) {
		return switch (scheme) {
			case EndpointSecurity.Basic basic -> new BasicCredentials(basic.username(), text(tenant, basic.password()));
			case EndpointSecurity.Digest digest ->
				new DigestCredentials(digest.username(), text(tenant, digest.password()), this.calls);
			case EndpointSecurity.OAuth oauth ->
				new OAuthCredentials(request(tenant, oauth, tls), this.calls, this.clock);
			case EndpointSecurity.None _, EndpointSecurity.ClientCertificate _ ->
				throw new IllegalArgumentException("scheme: " + scheme + " (expected: one with a header field)");
		};
	}

	private OAuthCredentials.Request request(TenantId tenant, EndpointSecurity.OAuth oauth, @Nullable BackendTls tls) {
		Map<String, String> form = new LinkedHashMap<>(oauth.parameters());
		switch (oauth.grant()) {
			case CLIENT_CREDENTIALS -> form.put("grant_type", "client_credentials");
			case PASSWORD -> {
				form.put("grant_type", "password");
				form.put("username", Objects.requireNonNullElse(oauth.username(), ""));
				SealedText password = oauth.password();
				form.put("password", (password != null) ? text(tenant, password) : "");
			}
		}
		if (!oauth.scopes().isEmpty()) {
			form.put("scope", String.join(" ", oauth.scopes()));
		}
		return OAuthCredentials.Request.of(oauth.tokenUrl(), oauth.clientId(), text(tenant, oauth.clientSecret()), form,
				tls);
	}

	private String text(TenantId tenant, SealedText sealed) {
		return new String(open(sealed.sealed(), SealedText.purpose(tenant)), StandardCharsets.UTF_8);
	}

}
