package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * A client that holds more tokens than can be told of one by one.
 */
class ManyTokensIT extends KeyManagerTest {

	private final JdbcClient jdbc;

	private final OAuthClientRepository clients;

	private final Revocations revocations;

	private final TransactionTemplate transactions;

	private ClientKey client;

	private UUID clientRow;

	private Answer fresh;

	@Autowired
	@SuppressWarnings("NullAway.Init")
	ManyTokensIT(News news, JdbcClient jdbc, OAuthClientRepository clients, Revocations revocations,
			TransactionTemplate transactions) {
		super(news);
		this.jdbc = jdbc;
		this.clients = clients;
		this.revocations = revocations;
		this.transactions = transactions;
	}

	@BeforeEach
	void issueMany() {
		this.client = this.news.application("admin", TokenFormat.OPAQUE);
		this.fresh = password(this.client, TOM, "tom-password", "news_read");
		this.clientRow = bound(() -> this.clients.findByClientId(this.client.key()).orElseThrow().getId());
		bound(() -> this.jdbc
			.sql("""
					insert into oauth_authorization (id, family_id, tenant_id, client_id, principal_name, grant_type, scopes, attributes,
					    access_hash, access_metadata, access_issued_at, access_expires_at,
					    refresh_hash, refresh_metadata, refresh_issued_at, refresh_expires_at, row_version, created_at, expires_at)
					select made.id, made.id, tenant_id, client_id, principal_name, grant_type, scopes, attributes,
					    encode(sha256(('old ' || :client || made.n)::bytea), 'hex'), access_metadata,
					    access_issued_at - interval '5 minutes', access_expires_at,
					    encode(sha256(('refresh ' || :client || made.n)::bytea), 'hex'), refresh_metadata,
					    refresh_issued_at - interval '5 minutes', refresh_expires_at, 0, created_at - interval '5 minutes', expires_at
					from oauth_authorization, (select gen_random_uuid() id, n from generate_series(1, 1500) n) made
					where access_hash = :hash""")
			.param("client", this.client.key())
			.param("hash", TokenHash.of(this.fresh.text("access_token")))
			.update());
	}

	private <T> T bound(Supplier<T> work) {
		try (TenantContext.Binding _ = TenantContext.bind(DefaultTenant.ID)) {
			return work.get();
		}
	}

	private String old(int number) {
		return "old " + this.client.key() + number;
	}

	private boolean isActive(String token) {
		return form("/oauth2/introspect", this.client, "token", token).json().path("active").asBoolean();
	}

	private List<String> told() {
		return bound(() -> this.jdbc.sql(
				"select entry_key from feed_entry where entry_key like '%' || :client or entry_key = 'revocation:' || :hash")
			.param("client", this.client.key())
			.param("hash", TokenHash.of(this.fresh.text("access_token")))
			.query(String.class)
			.list());
	}

	private void end() {
		bound(() -> this.transactions.execute((_) -> this.revocations.ofClient(this.clientRow)));
	}

	@Test
	void endAtOnceWhileTheirRowsAreStillThere() {
		assertThat(isActive(old(1))).isTrue();
		end();
		assertThat(List.of(isActive(old(1)), isActive(old(1500)), isActive(this.fresh.text("access_token"))))
			.containsOnly(false);
		assertThat(
				token(this.client, "grant_type", "refresh_token", "refresh_token", "refresh " + this.client.key() + 1)
					.text("error"))
			.isEqualTo("invalid_grant");
		assertThat(token(this.client, "grant_type", "refresh_token", "refresh_token", this.fresh.text("refresh_token"))
			.text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void takeOneEntryInTheFeedAndOneForEachThatIsYoung() {
		end();
		assertThat(told()).containsExactlyInAnyOrder(
				"tokens-ended:" + DefaultTenant.ID + "/CLIENT/" + this.client.key(),
				"revocation:" + TokenHash.of(this.fresh.text("access_token")));
	}

	@Test
	void leaveWhatIsIssuedLaterAlone() {
		end();
		assertThat(isActive(password(this.client, TOM, "tom-password", "news_read").text("access_token"))).isTrue();
	}

}
