package org.gatehouse.keymanager.site;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.settings.SettingsService;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.gatehouse.web.rest.BadRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.keymanager.site.News.TOM;

class WhitelistIT extends KeyManagerTest {

	private final SettingsService settings;

	@Autowired
	WhitelistIT(News news, SettingsService settings) {
		super(news);
		this.settings = settings;
	}

	private void change(String text) {
		TenantContext.call(DefaultTenant.ID, () -> {
			this.settings.changeWhitelist(text);
			return true;
		});
	}

	@Test
	void grantsAWhiteListedScopeFromTheNextTokenOn() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		assertThat(password(application, TOM, "tom-password", "some_random_scope").text("scope")).isEqualTo("default");
		change("some_.*\n\nother");
		assertThat(password(application, TOM, "tom-password", "some_random_scope awesome_scope").text("scope"))
			.isEqualTo("some_random_scope");
		change(".*");
		assertThat(password(application, TOM, "tom-password", "am_application_scope x").text("scope")).isEqualTo("x");
		change("");
		assertThat(password(application, TOM, "tom-password", "some_random_scope").text("scope")).isEqualTo("default");
	}

	@Test
	void refusesPatternsThatAreNoneOrCouldRunAway() {
		for (String pattern : new String[] { "(", "(a+)+", "(a|aa)*", "(.)\\1", "a*b*c*", "x".repeat(201) }) {
			assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> change(pattern))
				.satisfies((refused) -> assertThat(refused.fields().getFirst().field()).isEqualTo("whitelist"));
		}
	}

}
