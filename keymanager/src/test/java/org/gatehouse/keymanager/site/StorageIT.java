package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class StorageIT extends KeyManagerTest {

	private final JdbcClient jdbc;

	@Autowired
	StorageIT(News news, JdbcClient jdbc) {
		super(news);
		this.jdbc = jdbc;
	}

	@Test
	void storesNoTokenSecretOrPasswordInClear() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		ClientKey opaque = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer first = password(application, TOM, "tom-password", "openid news_read");
		Answer second = password(opaque, TOM, "tom-password", "news_read");
		List<String> secrets = List.of(application.secret(), opaque.secret(), "tom-password", "john123",
				first.text("access_token"), first.text("refresh_token"), first.text("id_token"),
				second.text("access_token"), second.text("refresh_token"));
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			List<String> tables = this.jdbc
				.sql("select table_name from information_schema.tables where table_schema = 'public'")
				.query((row, _) -> row.getString(1))
				.list();
			assertThat(tables).contains("oauth_authorization", "oauth_client", "user_account");
			for (String table : tables) {
				for (Map<String, Object> row : this.jdbc.sql("select t::text as line from " + table + " t")
					.query()
					.listOfRows()) {
					assertThat(String.valueOf(row.get("line"))).doesNotContain(secrets);
				}
			}
		}
	}

}
