package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;

/**
 * A client that got tokens of its own is remembered. What changes behind the back of this
 * node, as another node changes it, is in force with the next token.
 */
class RememberedClientIT extends KeyManagerTest {

	private static final String OF_CLIENT = " where client_id = ?";

	private static final String SECRET_OF_CLIENT = " where client_id = (select id from oauth_client where client_id = ?)";

	private final ClientSecrets secrets;

	private ClientKey client = new ClientKey("", "");

	@Autowired
	RememberedClientIT(News news, ClientSecrets secrets) {
		super(news);
		this.secrets = secrets;
	}

	@BeforeEach
	void remember() {
		this.client = this.news.application(JOHN, TokenFormat.JWT);
		assertThat(List.of(own(this.client), own(this.client), own(this.client))).containsOnly("");
	}

	/** What the token endpoint says is wrong, empty where it issues a token. */
	private String own(ClientKey client) {
		Answer answer = token(client, "grant_type", "client_credentials");
		assertThat(answer.status()).isIn(200, 400, 401);
		return (answer.status() == 200) ? "" : answer.text("error");
	}

	@Test
	void getsNothingForASecretThatWasRevoked() {
		this.news.change("delete from oauth_client_secret" + SECRET_OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEqualTo("invalid_client");
	}

	@Test
	void getsTokensForASecretThatIsNew() {
		String secret = ClientSecrets.newSecret();
		this.news.change("update oauth_client_secret set secret_hash = ?" + SECRET_OF_CLIENT, this.secrets.hash(secret),
				this.client.key());
		assertThat(own(new ClientKey(this.client.key(), secret))).isEmpty();
		assertThat(own(this.client)).isEqualTo("invalid_client");
	}

	@Test
	void getsNothingWhenItIsGone() {
		this.news.change("delete from oauth_client" + OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEqualTo("invalid_client");
	}

	@Test
	void getsNothingWhileItIsOff() {
		this.news.change("update oauth_client set disabled = true" + OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEqualTo("invalid_client");
		this.news.change("update oauth_client set disabled = false" + OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEmpty();
	}

	@Test
	void mayUseTheGrantWhileItsKeySaysSo() {
		this.news.change("update oauth_client set grant_types = '{password}'" + OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEqualTo("unauthorized_client");
		this.news.change("update oauth_client set grant_types = '{client_credentials}'" + OF_CLIENT, this.client.key());
		assertThat(own(this.client)).isEmpty();
	}

	@Test
	void getsTheScopesThatItsOwnerHasTheRolesFor() {
		String asked = "news_read news_write";
		assertThat(token(this.client, "grant_type", "client_credentials", "scope", asked).text("scope"))
			.isEqualTo("am_application_scope news_read news_write");
		String owner = this.news.user("a password");
		this.news.change(
				"update oauth_client set owner_id = (select id from user_account where user_name = ?)" + OF_CLIENT,
				owner, this.client.key());
		assertThat(token(this.client, "grant_type", "client_credentials", "scope", asked).text("scope"))
			.isEqualTo("am_application_scope news_read");
	}

	@Test
	void provesItselfToOtherEndpointsByWhatItIsNow() {
		this.news.change("delete from oauth_client_secret" + SECRET_OF_CLIENT, this.client.key());
		for (String endpoint : List.of("/oauth2/introspect", "/oauth2/revoke", "/oauth2/device_authorization")) {
			assertThat(form(endpoint, this.client, "token", "x", "grant_type", "client_credentials").status())
				.as(endpoint)
				.isEqualTo(401);
		}
		assertThat(token(this.client, "grant_type", "refresh_token", "refresh_token", "x").text("error"))
			.isEqualTo("invalid_client");
	}

	@Test
	void getsNothingMoreWhileManyAsk() throws Exception {
		AtomicBoolean revoked = new AtomicBoolean();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Callable<Boolean> asking = () -> {
				boolean late;
				do {
					late = revoked.get();
					if (own(this.client).isEmpty() && late) {
						return true;
					}
				}
				while (!late);
				return false;
			};
			List<Future<Boolean>> asked = IntStream.range(0, 4).mapToObj((_) -> threads.submit(asking)).toList();
			this.news.change("delete from oauth_client_secret" + SECRET_OF_CLIENT, this.client.key());
			revoked.set(true);
			for (Future<Boolean> one : asked) {
				assertThat(one.get()).as("a token after the secret was revoked").isFalse();
			}
		}
	}

}
