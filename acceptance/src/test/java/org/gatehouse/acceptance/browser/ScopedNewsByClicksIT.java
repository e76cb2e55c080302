package org.gatehouse.acceptance.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * The story of "OAuth scopes" and "Throttling tiers" as people live it, by clicks alone:
 * an administrator makes the people, a provider publishes the news, consumers subscribe,
 * get tokens with the scopes of their roles, and call.
 */
class ScopedNewsByClicksIT extends BrowserJourney {

	private static final RecordingBackend BACKEND = RecordingBackend.start();

	@AfterAll
	static void stopTheBackend() {
		BACKEND.close();
	}

	@Test
	void theStoryOfTheScopedNews(Page page) {
		theAdministratorMakesThePeople(page);
		theProviderPublishesTheNews(page);
		tomReadsAndMayNotWrite(page);
		johnWrites(page);
		aRandomScopeIsGrantedOnceItIsWhiteListed(page);
		goldLetsTwentyCallsAMinutePass(page);
	}

	private static void theAdministratorMakesThePeople(Page page) {
		signIn(page, "/admin", "admin");
		for (String role : List.of("employee", "manager")) {
			open(page, "/admin/roles");
			page.locator("#displayName").fill(role);
			press(page, "Create role");
			assertThat(page.locator("h1")).hasText(role);
		}
		assertUsable(page);
		user(page, "nora", "Internal/creator", "Internal/publisher");
		user(page, "tom", "employee", "Internal/subscriber");
		user(page, "john", "employee", "manager", "Internal/subscriber");
		assertUsable(page);
		signOut(page);
	}

	private static void user(Page page, String name, String... roles) {
		open(page, "/admin/users/new");
		page.locator("#userName").fill(name);
		page.locator("#password").fill(People.password(name));
		for (String role : roles) {
			page.getByLabel(role, new Page.GetByLabelOptions().setExact(true)).check();
		}
		press(page, "Create user");
		assertThat(page.locator("body")).containsText(name);
	}

	private static void theProviderPublishesTheNews(Page page) {
		signIn(page, "/publisher", "nora");
		open(page, "/publisher/apis/new");
		page.locator("#name").fill("orgnews");
		page.locator("#context").fill("/orgnews");
		page.locator("#version").fill("1.0.0");
		page.locator("[name='endpointConfig.production_endpoints.url']").fill(BACKEND.uri().toString());
		press(page, "Create");
		assertThat(page.locator("h1")).containsText("orgnews");
		scope(page, "news_read", "employee, manager");
		scope(page, "news_write", "manager");
		tab(page, "Resources");
		page.locator("#target").fill("/articles");
		page.locator("#verb-GET").check();
		page.locator("#verb-POST").check();
		leaveBy(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Add operations"))
			.getByRole(AriaRole.BUTTON));
		demand(page, "GET", "news_read");
		demand(page, "POST", "news_write");
		assertUsable(page);
		press(page, "Save");
		tab(page, "Basics");
		page.locator("[name=policies][value=Unlimited]").check();
		page.locator("[name=policies][value=Gold]").check();
		page.locator("[name=policies][value=Bronze]").check();
		assertUsable(page);
		press(page, "Save");
		tab(page, "Overview");
		press(page, "Publish");
		assertThat(page.locator("#deploy")).containsText("Live revision 1 on 1/1 gateways");
		assertThat(page.locator("#deploy")).containsText("ms");
		assertUsable(page);
		signOut(page);
	}

	private static void scope(Page page, String key, String roles) {
		tab(page, "Scopes");
		page.locator("#name").fill(key);
		page.locator("#bindings").fill(roles);
		leaveBy(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add").setExact(true)));
		assertThat(page.locator("table")).containsText(key);
	}

	private static void demand(Page page, String verb, String scope) {
		Locator row = page.locator("table.resources tbody tr")
			.filter(new Locator.FilterOptions().setHasText(verb))
			.filter(new Locator.FilterOptions().setHasText("/articles"));
		row.locator("summary").click();
		row.getByLabel(scope, new Locator.GetByLabelOptions().setExact(true)).check();
	}

	private static void tomReadsAndMayNotWrite(Page page) {
		signIn(page, "/store/applications", "tom");
		subscribed(page, "News of Tom", "Unlimited", "Unlimited");
		tokenPage(page, "News of Tom");
		assertThat(page.locator("#scope-news_read")).isEnabled();
		assertThat(page.locator("#scope-news_write")).isDisabled();
		assertThat(page.locator("#scope-news_write-why")).containsText("needs the role manager");
		page.locator("#scope-news_read").check();
		page.locator("#moreScopes").fill("news_write");
		press(page, "Generate a token");
		assertThat(granted(page, "news_read")).containsText("granted");
		assertThat(granted(page, "news_write")).containsText("a role is missing that it needs");
		assertThat(page.locator("#token-curl")).containsText("/token");
		assertUsable(page);
		assertThat(call(page, "GET /articles", "News of Tom")).containsText("Status 200");
		assertThat(call(page, "POST /articles", "News of Tom")).containsText("Status 403");
		assertThat(page.locator("#result-body")).containsText("900910");
		assertUsable(page);
		signOut(page);
	}

	private static void johnWrites(Page page) {
		signIn(page, "/store/applications", "john");
		subscribed(page, "News of John", "Unlimited", "Unlimited");
		tokenPage(page, "News of John");
		page.locator("#scope-news_read").check();
		page.locator("#scope-news_write").check();
		press(page, "Generate a token");
		assertThat(granted(page, "news_read")).containsText("granted");
		assertThat(granted(page, "news_write")).containsText("granted");
		assertThat(call(page, "POST /articles", "News of John")).containsText("Status 200");
		signOut(page);
	}

	private static void aRandomScopeIsGrantedOnceItIsWhiteListed(Page page) {
		signIn(page, "/store/applications", "john");
		assertThat(askFor(page, "some_random_scope")).containsText("not known: no API defines it");
		signOut(page);
		signIn(page, "/admin/settings", "admin");
		page.locator("#whitelist").fill("some_random_scope");
		press(page, "Save");
		signOut(page);
		signIn(page, "/store/applications", "john");
		assertThat(askFor(page, "some_random_scope")).containsText("granted");
	}

	private static Locator askFor(Page page, String scope) {
		tokenPage(page, "News of John");
		page.locator("#moreScopes").fill(scope);
		press(page, "Generate a token");
		return granted(page, scope);
	}

	private static void goldLetsTwentyCallsAMinutePass(Page page) {
		subscribed(page, "Gold news", "Gold", "Gold");
		assertThat(call(page, "GET /articles", "Gold news")).containsText("Status 200");
		for (int left = 19; left >= 0; left--) {
			assertThat(page.locator("#result")).containsText(";r=" + left + ";");
			press(page, "Send");
		}
		assertThat(page.locator("#result-title")).containsText("Status 429");
		subscribed(page, "Bronze news", "Unlimited", "Bronze");
		assertThat(call(page, "GET /articles", "Bronze news")).containsText("Status 200");
		assertThat(call(page, "GET /articles", "Bronze news")).containsText("Status 429");
		assertThat(page.locator("#result-body")).containsText("900804");
	}

	private static void subscribed(Page page, String application, String applicationTier, String subscriptionTier) {
		open(page, "/store/applications/new");
		page.locator("#name").fill(application);
		page.locator("#throttlingPolicy").selectOption(applicationTier);
		leaveBy(page.locator("main button[type=submit]"));
		assertThat(page.locator("h1")).hasText(application);
		news(page);
		leaveBy(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Subscribe").setExact(true)).first());
		page.locator("#tier-" + subscriptionTier).check();
		page.getByLabel(application, new Page.GetByLabelOptions().setExact(true)).check();
		press(page, "Subscribe");
		application(page, application);
		tab(page, "Credentials");
		press(page, "Generate production keys");
		assertThat(page.locator("#made-secret")).isVisible();
	}

	private static void news(Page page) {
		open(page, "/store/apis?q=orgnews");
		leaveBy(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("orgnews 1.0.0")));
	}

	private static void application(Page page, String name) {
		open(page, "/store/applications");
		leaveBy(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)));
	}

	private static void tokenPage(Page page, String application) {
		application(page, application);
		tab(page, "Token generator");
	}

	private static Locator granted(Page page, String scope) {
		return page.locator("section.secret tbody tr").filter(new Locator.FilterOptions().setHasText(scope));
	}

	private static Locator call(Page page, String operation, String application) {
		news(page);
		tab(page, "Try it");
		page.locator("#choose-operation").selectOption(operation);
		press(page, "Choose");
		page.locator("#key")
			.selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(application + ", Production"));
		press(page, "Send");
		return page.locator("#result-title");
	}

	private static void tab(Page page, String name) {
		leaveBy(page.locator("ul.tabs")
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true)));
	}

	private static void signOut(Page page) {
		page.context().clearCookies();
	}

}
