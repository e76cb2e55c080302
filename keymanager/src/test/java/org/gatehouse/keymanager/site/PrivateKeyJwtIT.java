package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class PrivateKeyJwtIT extends KeyManagerTest {

	private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	@Autowired
	PrivateKeyJwtIT(News news) {
		super(news);
	}

	private ClientKey signing(String jwks) {
		return this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of("client_credentials"), List.of());
			client.signWith(jwks, null);
		});
	}

	private Answer ask(ClientKey client, String assertion) {
		return form("/oauth2/token", null, "grant_type", "client_credentials", "client_id", client.key(),
				"client_assertion_type", TYPE, "client_assertion", assertion);
	}

	@Test
	void letsInAClientThatSignsWhoItIsOnce() {
		for (Signer signer : List.of(Signer.rsa(), Signer.ec())) {
			ClientKey client = signing(signer.keySet());
			String assertion = signer.sign(Signer.claims(client.key(), client.key()));
			assertThat(ask(client, assertion).status()).isEqualTo(200);
			Answer again = ask(client, assertion);
			assertThat(again.status()).isEqualTo(401);
			assertThat(again.text("error")).isEqualTo("invalid_client");
			String token = form("/oauth2/token", null, "grant_type", "client_credentials", "client_assertion_type",
					TYPE, "client_assertion",
					signer.sign(Signer.claims(client.key(), client.key()).audience(Signer.SERVER + "/oauth2/token")))
				.text("access_token");
			assertThat(
					form("/oauth2/introspect", null, "token", token, "client_assertion_type", TYPE, "client_assertion",
							signer.sign(Signer.claims(client.key(), client.key())))
						.json()
						.path("active")
						.asBoolean())
				.isTrue();
		}
	}

	/** Each from elsewhere: who fails often is not listened to at all for a while. */
	private Answer askFrom(String address, ClientKey client, String assertion) throws IOException {
		try (HttpClient elsewhere = HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build()) {
			return send(elsewhere,
					HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/oauth2/token"))
						.header("Content-Type", "application/x-www-form-urlencoded")
						.POST(HttpRequest.BodyPublishers
							.ofString(encoded("grant_type", "client_credentials", "client_id", client.key(),
									"client_assertion_type", TYPE, "client_assertion", assertion))));
		}
	}

	@Test
	void believesNoForgery() throws IOException {
		try (KeySite canary = new KeySite()) {
			int address = 1;
			for (Signer signer : List.of(Signer.rsa(), Signer.ec())) {
				ClientKey client = signing(signer.keySet());
				Map<String, String> forged = Forgeries.of(signer, () -> Signer.claims(client.key(), client.key()),
						canary.at("localhost"));
				forged.put("about another client",
						signer.sign(Signer.claims(client.key(), signing(signer.keySet()).key())));
				for (Map.Entry<String, String> one : forged.entrySet()) {
					Answer answer = askFrom("127.0.1." + address++, client, one.getValue());
					assertThat(answer.status()).as(one.getKey()).isEqualTo(401);
					assertThat(answer.text("error")).as(one.getKey()).isEqualTo("invalid_client");
				}
				assertThat(
						askFrom("127.0.1." + address++, client, signer.sign(Signer.claims(client.key(), client.key())))
							.status())
					.isEqualTo(200);
			}
			assertThat(canary.visits()).isZero();
		}
	}

	@Test
	void takesNeitherTheSecretNorTwoProofs() {
		Signer signer = Signer.ec();
		ClientKey client = signing(signer.keySet());
		assertThat(token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
		String assertion = signer.sign(Signer.claims(client.key(), client.key()));
		assertThat(token(client, "grant_type", "client_credentials", "client_assertion_type", TYPE, "client_assertion",
				assertion)
			.text("error")).isEqualTo("invalid_client");
		assertThat(form("/oauth2/token", null, "grant_type", "client_credentials", "client_id", client.key(),
				"client_secret", client.secret(), "client_assertion_type", TYPE, "client_assertion", assertion)
			.text("error")).isEqualTo("invalid_client");
		// And who has a secret has no keys.
		ClientKey secretive = this.news.application(TOM, TokenFormat.JWT);
		assertThat(ask(secretive, signer.sign(Signer.claims(secretive.key(), secretive.key()))).status())
			.isEqualTo(401);
	}

	@Test
	void fetchesKeysWhereTheyWereRegistered() {
		try (KeySite site = new KeySite()) {
			Signer signer = Signer.rsa();
			site.show(signer.keySet());
			ClientKey client = fetching(site.at("localhost"));
			for (int i = 0; i < 3; i++) {
				assertThat(ask(client, signer.sign(Signer.claims(client.key(), client.key()))).status()).isEqualTo(200);
			}
			assertThat(site.visits()).isEqualTo(1);
			// However many unknown keys are named, the site is not bothered.
			for (int i = 0; i < 5; i++) {
				assertThat(ask(client, Signer.ec().sign(Signer.claims(client.key(), client.key()))).status())
					.isEqualTo(401);
			}
			assertThat(site.visits()).isEqualTo(1);
			ClientKey inside = fetching(site.at("127.0.0.1"));
			assertThat(ask(inside, signer.sign(Signer.claims(inside.key(), inside.key()))).status()).isEqualTo(401);
			assertThat(site.visits()).isEqualTo(1);
		}
	}

	private ClientKey fetching(String url) {
		return this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of("client_credentials"), List.of());
			client.signWith(null, url);
		});
	}

	@Test
	void failsClosedWhereThereAreNoKeys() {
		try (KeySite site = new KeySite()) {
			Signer signer = Signer.rsa();
			for (String nonsense : List.of("", "{}", "{\"keys\":[]}", "<html>", "[1]")) {
				site.show(nonsense);
				ClientKey client = fetching(site.at("localhost") + "?" + nonsense.length());
				assertThat(ask(client, signer.sign(Signer.claims(client.key(), client.key()))).text("error"))
					.isEqualTo("invalid_client");
			}
		}
	}

}
