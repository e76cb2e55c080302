package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.OAuthClient;
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
 * What ends all tokens ends API keys with them.
 */
class EndedApiKeysIT extends KeyManagerTest {

	private final JdbcClient jdbc;

	private final OAuthClientRepository clients;

	private final Revocations revocations;

	private final TransactionTemplate transactions;

	private OAuthClient client;

	private String production;

	private String sandbox;

	private String others;

	@Autowired
	@SuppressWarnings("NullAway.Init")
	EndedApiKeysIT(News news, JdbcClient jdbc, OAuthClientRepository clients, Revocations revocations,
			TransactionTemplate transactions) {
		super(news);
		this.jdbc = jdbc;
		this.clients = clients;
		this.revocations = revocations;
		this.transactions = transactions;
	}

	@BeforeEach
	void generate() {
		ClientKey own = this.news.application(TOM, TokenFormat.OPAQUE);
		ClientKey other = this.news.application("admin", TokenFormat.OPAQUE);
		this.client = bound(() -> this.clients.findByClientId(own.key()).orElseThrow());
		this.production = apiKey(own, "PRODUCTION");
		this.sandbox = apiKey(own, "SANDBOX");
		this.others = apiKey(other, "PRODUCTION");
	}

	private <T> T bound(Supplier<T> work) {
		return TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> work.get()));
	}

	private String apiKey(ClientKey of, String keyType) {
		String hash = TokenHash.of("key " + UUID.randomUUID());
		bound(() -> this.jdbc
			.sql("""
					insert into api_key (id, tenant_id, application_id, key_type, key_hash, label, permitted_ips, permitted_referers, created_at)
					select gen_random_uuid(), tenant_id, application_id, :type, :hash, '', '{}', '{}', now()
					from oauth_client where client_id = :client""")
			.param("type", keyType)
			.param("hash", hash)
			.param("client", of.key())
			.update());
		return hash;
	}

	private List<String> left() {
		return bound(() -> this.jdbc.sql("select key_hash from api_key where key_hash in (:keys)")
			.param("keys", List.of(this.production, this.sandbox, this.others))
			.query(String.class)
			.list());
	}

	/** Whether gateways are told that there is no such key. */
	private boolean isTold(String hash) {
		return bound(() -> this.jdbc.sql("select count(*) from feed_entry where entry_key = :key and entry is null")
			.param("key", "api-key:" + hash)
			.query(Integer.class)
			.single()) == 1;
	}

	@Test
	void endWithTheTokensOfTheApplicationsKeyOfTheirType() {
		bound(() -> this.revocations.ofClient(this.client.getId()));
		assertThat(left()).containsExactlyInAnyOrder(this.sandbox, this.others);
		assertThat(isTold(this.production)).isTrue();
		assertThat(isTold(this.sandbox)).isFalse();
	}

	@Test
	void endWithTheTokensOfTheUserWhoOwnsTheApplication() {
		UUID tom = bound(() -> this.jdbc.sql("select id from user_account where user_name = :name")
			.param("name", TOM)
			.query(UUID.class)
			.single());
		assertThat(bound(() -> this.revocations.ofUser(TOM, tom))).isPresent();
		assertThat(left()).containsExactly(this.others);
		assertThat(List.of(isTold(this.production), isTold(this.sandbox))).containsOnly(true);
		String entry = bound(() -> this.jdbc.sql("select entry::text from feed_entry where entry_key = :key")
			.param("key", "passwords-ended:" + DefaultTenant.ID + "/" + TOM)
			.query(String.class)
			.single());
		assertThat(entry).contains("passwords-ended", "before");
	}

	@Test
	void endWithTheTokensOfTheTenant() {
		assertThat(bound(() -> this.revocations.ofTenant(null))).isPresent();
		assertThat(left()).isEmpty();
	}

}
