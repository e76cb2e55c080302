package org.gatehouse.keymanager.site;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.MacSpi;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.clients.ClientSecretEncoder;
import org.gatehouse.keymanager.clients.RememberedClients;
import org.gatehouse.keymanager.clients.SecretUses;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Whoever names a client that is there causes the same work as who names none: one keyed
 * hash, however many secrets there are and wherever a guess begins to be wrong. (How long
 * it takes is for {@code benchmarks/timing.sh} to measure.)
 */
class SameWorkIT extends KeyManagerTest {

	private static final Provider COUNTING = new CountingProvider();

	private static final ThreadLocal<AtomicInteger> HASHES = ThreadLocal.withInitial(AtomicInteger::new);

	private final RegisteredClientRepository clients;

	private final ClientSecrets secrets;

	private final SecretUses uses;

	private final RememberedClients remembered;

	@Autowired
	SameWorkIT(News news, RegisteredClientRepository clients, ClientSecrets secrets, SecretUses uses,
			RememberedClients remembered) {
		super(news);
		this.remembered = remembered;
		this.clients = clients;
		this.secrets = secrets;
		this.uses = uses;
	}

	@BeforeAll
	static void count() {
		Security.insertProviderAt(COUNTING, 1);
	}

	@AfterAll
	static void countNoMore() {
		Security.removeProvider(COUNTING.getName());
	}

	/** As the token endpoint does: finds the client, and compares where it finds one. */
	private int hashesFor(String clientId, String secret) {
		return TenantContext.call(DefaultTenant.ID, () -> {
			HASHES.get().set(0);
			RegisteredClient client = this.clients.findByClientId(clientId);
			if (client != null) {
				new ClientSecretEncoder(this.secrets, this.uses).matches(secret,
						Objects.requireNonNull(client.getClientSecret()));
			}
			return HASHES.get().get();
		});
	}

	/** As the token endpoint does for a client's own token, where memory does. */
	private int hashesForOwnToken(String clientId, String secret) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/token");
		request.addParameter("grant_type", "client_credentials");
		Authentication sent = Objects.requireNonNull(
				this.remembered
					.marking((_) -> new OAuth2ClientAuthenticationToken(clientId,
							ClientAuthenticationMethod.CLIENT_SECRET_BASIC, secret, null))
					.convert(request));
		return TenantContext.call(DefaultTenant.ID, () -> {
			HASHES.get().set(0);
			this.remembered.authenticate(sent);
			return HASHES.get().get();
		});
	}

	@Test
	void anUnknownClientCostsAsMuchAsAKnownOne() {
		ClientKey one = this.news.application(TOM, TokenFormat.JWT);
		ClientKey several = this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of("client_credentials"), List.of());
			for (int i = 0; i < 4; i++) {
				client.addSecret(this.secrets.hash("secret " + i), "", Instant.now(), null);
			}
		});
		assertThat(hashesFor("no-such-client", "x")).isEqualTo(1);
		assertThat(hashesFor("", "x")).isEqualTo(1);
		for (ClientKey client : List.of(one, several)) {
			String early = ((client.secret().charAt(0) == 'A') ? "B" : "A") + client.secret().substring(1);
			String late = client.secret().substring(0, 42) + ((client.secret().charAt(42) == 'A') ? "B" : "A");
			for (String secret : List.of("", "x", early, late, client.secret())) {
				assertThat(hashesFor(client.key(), secret)).isEqualTo(1);
			}
		}
	}

	@Test
	void anUnknownClientThatAsksForATokenOfItsOwnCostsAsMuchAsARememberedOne() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		assertThat(token(client, "grant_type", "client_credentials").status()).isEqualTo(200);
		for (String key : List.of("no-such-client", client.key())) {
			assertThat(hashesForOwnToken(key, "x")).isEqualTo(1);
		}
	}

	/** Counts the keyed hashes of each thread; SunJCE does them. */
	private static final class CountingProvider extends Provider {

		private static final long serialVersionUID = 1L;

		CountingProvider() {
			super("Counting", "1", "counts");
			put("Mac.HmacSHA256", CountingMac.class.getName());
		}

	}

	/**
	 * The hash itself.
	 */
	public static final class CountingMac extends MacSpi {

		private final Mac mac;

		public CountingMac() throws GeneralSecurityException {
			this.mac = Mac.getInstance("HmacSHA256", "SunJCE");
		}

		@Override
		protected int engineGetMacLength() {
			return this.mac.getMacLength();
		}

		@Override
		protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters)
				throws InvalidKeyException, InvalidAlgorithmParameterException {
			this.mac.init(key, parameters);
		}

		@Override
		protected void engineUpdate(byte input) {
			this.mac.update(input);
		}

		@Override
		protected void engineUpdate(byte[] input, int offset, int length) {
			this.mac.update(input, offset, length);
		}

		@Override
		protected byte[] engineDoFinal() {
			HASHES.get().incrementAndGet();
			return this.mac.doFinal();
		}

		@Override
		protected void engineReset() {
			this.mac.reset();
		}

	}

}
