package org.gatehouse.keymanager.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class RefreshGrantIT extends KeyManagerTest {

	private final ChangeFeed feed;

	@Autowired
	RefreshGrantIT(News news, ChangeFeed feed) {
		super(news);
		this.feed = feed;
	}

	private ClientKey application() {
		return this.news.application(TOM, TokenFormat.JWT);
	}

	@Test
	void rotatesRefreshTokensAndKeepsTheOldAccessToken() {
		ClientKey application = application();
		Answer first = password(application, JOHN, "john123", "news_read news_write");
		Answer second = refresh(application, first.text("refresh_token"));
		assertThat(second.status()).isEqualTo(200);
		assertThat(second.text("scope")).isEqualTo("news_read news_write");
		assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
		assertThat(isActive(application, first.text("access_token"))).isTrue();
		Answer narrowed = token(application, "grant_type", "refresh_token", "refresh_token",
				second.text("refresh_token"), "scope", "news_read never_granted");
		assertThat(narrowed.text("scope")).isEqualTo("news_read");
		assertThat(refresh(application, narrowed.text("refresh_token")).text("scope"))
			.isEqualTo("news_read news_write");
	}

	@Test
	void endsTheWholeFamilyWhenAnOldRefreshTokenComesAgain() throws Exception {
		ClientKey application = application();
		Answer first = password(application, TOM, "tom-password", "news_read");
		Answer second = refresh(application, first.text("refresh_token"));
		Answer third = refresh(application, second.text("refresh_token"));
		Answer elsewhere = password(application, TOM, "tom-password", "news_read");
		Answer again = refresh(application, first.text("refresh_token"));
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.text("error")).isEqualTo("invalid_grant");
		assertThat(refresh(application, third.text("refresh_token")).status()).isEqualTo(400);
		for (Answer answer : List.of(first, second, third)) {
			assertThat(isActive(application, answer.text("access_token"))).isFalse();
			assertThat(this.feed.changesSince(0, ZERO).changes()).extracting(Change::key)
				.contains("revocation:" + TokenHash.of(answer.text("access_token")));
		}
		assertThat(isActive(application, elsewhere.text("access_token"))).isTrue();
		assertThat(refresh(application, elsewhere.text("refresh_token")).status()).isEqualTo(200);
	}

	@Test
	void leavesAFamilyAloneWhenAnotherClientSendsItsToken() {
		ClientKey application = application();
		Answer first = password(application, TOM, "tom-password", "news_read");
		Answer second = refresh(application, first.text("refresh_token"));
		assertThat(refresh(application(), first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
		assertThat(refresh(application(), second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
		assertThat(isActive(application, second.text("access_token"))).isTrue();
		assertThat(refresh(application, second.text("refresh_token")).status()).isEqualTo(200);
	}

	@Test
	void letsOneOfFiftyWhoRefreshAtOnceWin() throws Exception {
		ClientKey application = application();
		String refreshToken = password(application, TOM, "tom-password", "news_read").text("refresh_token");
		List<Callable<Integer>> all = Collections.nCopies(50, () -> refresh(application, refreshToken).status());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> status : threads.invokeAll(all)) {
				statuses.add(status.get());
			}
			assertThat(statuses).filteredOn((status) -> status == 200).hasSize(1);
			assertThat(statuses).filteredOn((status) -> status == 400).hasSize(49);
		}
	}

	@Test
	void givesNothingToAUserWhoMayNoLongerSignIn() {
		ClientKey application = application();
		String user = this.news.user("password-1");
		Answer first = password(application, user, "password-1", "news_read");
		// Behind the back of whoever revokes.
		this.news.change("update user_account set enabled = false where user_name = ?", user);
		Answer refused = refresh(application, first.text("refresh_token"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, user, "password-1", "").text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void endsEverythingWithTheRefreshToken() {
		ClientKey application = application();
		Answer first = password(application, TOM, "tom-password", "news_read");
		Answer second = refresh(application, first.text("refresh_token"));
		assertThat(form("/oauth2/revoke", application, "token", second.text("refresh_token")).status()).isEqualTo(200);
		assertThat(isActive(application, first.text("access_token"))).isFalse();
		assertThat(isActive(application, second.text("access_token"))).isFalse();
		assertThat(refresh(application, second.text("refresh_token")).status()).isEqualTo(400);
	}

}
