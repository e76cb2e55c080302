package org.gatehouse.keymanager.site;

import java.util.Base64;
import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class TokenExchangeIT extends KeyManagerTest {

	private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

	private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

	private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

	@Autowired
	TokenExchangeIT(News news) {
		super(news);
	}

	private ClientKey front() {
		return this.news.application(TOM, TokenFormat.JWT);
	}

	private ClientKey service() {
		return this.news.application(JOHN, TokenFormat.JWT,
				(client) -> client.permit(List.of(GRANT, "client_credentials"), List.of()));
	}

	private Answer exchange(ClientKey client, String token, String... more) {
		String[] fields = new String[more.length + 6];
		System.arraycopy(
				new String[] { "grant_type", GRANT, "subject_token", token, "subject_token_type", ACCESS_TOKEN }, 0,
				fields, 0, 6);
		System.arraycopy(more, 0, fields, 6, more.length);
		return token(client, fields);
	}

	private static JsonNode claims(Answer answer) {
		return JSON.readTree(Base64.getUrlDecoder().decode(answer.text("access_token").split("\\.", -1)[1]));
	}

	@Test
	void givesAServiceATokenOfItsOwnForAUsersToken() {
		String johns = password(front(), JOHN, "john123", "news_read news_write").text("access_token");
		ClientKey service = service();
		Answer answer = exchange(service, johns);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("scope")).isEqualTo("news_read news_write");
		assertThat(answer.text("issued_token_type")).isEqualTo(ACCESS_TOKEN);
		assertThat(answer.text("token_type")).isEqualTo("Bearer");
		assertThat(answer.json().has("refresh_token")).isFalse();
		assertThat(claims(answer).path("sub").asString()).isEqualTo(JOHN);
		assertThat(claims(answer).path("client_id").asString()).isEqualTo(service.key());
		assertThat(claims(answer).has("act")).isFalse();
		assertThat(isActive(service, answer.text("access_token"))).isTrue();
		assertThat(exchange(service, johns, "requested_token_type", JWT).text("issued_token_type")).isEqualTo(JWT);
		assertThat(exchange(service, johns, "scope", "news_read").text("scope")).isEqualTo("news_read");
	}

	@Test
	void neverGivesMoreThanTheTokenAndTheUserHave() {
		ClientKey service = service();
		String narrow = password(front(), JOHN, "john123", "news_read").text("access_token");
		assertThat(exchange(service, narrow, "scope", "news_read news_write").text("scope")).isEqualTo("news_read");
		assertThat(exchange(service, narrow, "scope", "am_application_scope device_1").text("scope"))
			.isEqualTo("default");
		String toms = password(front(), TOM, "tom-password", "news_read").text("access_token");
		assertThat(exchange(service, toms, "scope", "news_write").text("scope")).isEqualTo("default");
	}

	@Test
	void doesNotProlongAToken() {
		ClientKey front = front();
		String token = password(front, TOM, "tom-password", "news_read").text("access_token");
		this.news.change(
				"update oauth_authorization set access_expires_at = now() + interval '100 seconds' where access_hash = ?",
				TokenHash.of(token));
		assertThat(exchange(service(), token).json().path("expires_in").asInt()).isBetween(1, 100);
	}

	@Test
	void endsWithTheSignInThatTheTokenCameFrom() {
		ClientKey front = front();
		Answer first = password(front, TOM, "tom-password", "news_read");
		ClientKey service = service();
		Answer exchanged = exchange(service, first.text("access_token"));
		ClientKey last = service();
		Answer again = exchange(last, exchanged.text("access_token"));
		assertThat(again.status()).isEqualTo(200);
		assertThat(form("/oauth2/revoke", front, "token", first.text("refresh_token")).status()).isEqualTo(200);
		assertThat(isActive(service, exchanged.text("access_token"))).isFalse();
		assertThat(isActive(last, again.text("access_token"))).isFalse();
	}

	@Test
	void namesWhoActsForTheUser() {
		String toms = password(front(), TOM, "tom-password", "news_read").text("access_token");
		ClientKey service = service();
		String services = token(service, "grant_type", "client_credentials").text("access_token");
		Answer delegated = exchange(service, toms, "actor_token", services, "actor_token_type", ACCESS_TOKEN);
		assertThat(delegated.status()).isEqualTo(200);
		assertThat(claims(delegated).path("sub").asString()).isEqualTo(TOM);
		assertThat(claims(delegated).path("act").path("client_id").asString()).isEqualTo(service.key());
		ClientKey second = service();
		Answer further = exchange(second, delegated.text("access_token"), "actor_token",
				token(second, "grant_type", "client_credentials").text("access_token"), "actor_token_type",
				ACCESS_TOKEN);
		assertThat(claims(further).path("act").path("client_id").asString()).isEqualTo(second.key());
		assertThat(claims(further).path("act").path("act").path("client_id").asString()).isEqualTo(service.key());
		// Who leaves the actor out does not get rid of the earlier one.
		assertThat(claims(exchange(second, delegated.text("access_token"))).path("act").path("client_id").asString())
			.isEqualTo(service.key());
		assertThat(exchange(service, toms, "actor_token", "forged", "actor_token_type", ACCESS_TOKEN).text("error"))
			.isEqualTo("invalid_grant");
		assertThat(exchange(service, toms, "actor_token", services).text("error")).isEqualTo("invalid_request");
	}

	@Test
	void takesNothingButAUsersLivingAccessToken() {
		ClientKey front = front();
		ClientKey service = service();
		Answer tokens = password(front, TOM, "tom-password", "openid news_read");
		String access = tokens.text("access_token");
		String[] parts = access.split("\\.", -1);
		for (String wrong : List.of("forged", parts[0] + "." + parts[1] + ".",
				parts[0] + "." + parts[1] + "." + parts[0], tokens.text("refresh_token"), tokens.text("id_token"),
				token(front, "grant_type", "client_credentials").text("access_token"))) {
			assertThat(exchange(service, wrong).text("error")).isEqualTo("invalid_grant");
		}
		assertThat(exchange(service, access, "audience", "another").text("error")).isEqualTo("invalid_target");
		assertThat(exchange(service, access, "resource", "https://api.example/").text("error"))
			.isEqualTo("invalid_target");
		assertThat(exchange(service, access, "requested_token_type", "urn:ietf:params:oauth:token-type:saml2").status())
			.isEqualTo(400);
		assertThat(exchange(front, access).text("error")).isEqualTo("unauthorized_client");
		assertThat(token(service, "grant_type", GRANT, "subject_token", access, "subject_token_type",
				"urn:ietf:params:oauth:token-type:id_token")
			.status()).isEqualTo(400);
		assertThat(form("/oauth2/revoke", front, "token", access).status()).isEqualTo(200);
		assertThat(exchange(service, access).text("error")).isEqualTo("invalid_grant");
	}

}
