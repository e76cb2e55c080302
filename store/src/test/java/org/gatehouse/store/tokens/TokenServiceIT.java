package org.gatehouse.store.tokens;

import java.util.function.Function;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.Permission;
import org.gatehouse.common.scope.ScopeGrant.Decision;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.store.StoreRestTest;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.store.keys.KeyRequest;
import org.gatehouse.store.keys.KeyService;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.security.SignedInUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenServiceIT extends StoreRestTest {

	private static final WhichKey SANDBOX = new WhichKey.OfType(KeyType.SANDBOX);

	@Autowired
	TokenService tokens;

	@Autowired
	KeyService keys;

	@Test
	void thePickerTellsWhatOneGetsAndWhichRoleIsMissing() {
		String user = this.store.user(Permission.SUBSCRIBER_ROLE, "employee");
		ApiVersion read = this.store.publish(version -> {
		});
		ApiVersion write = this.store.publish(version -> {
		});
		ApiVersion free = this.store.publish(version -> {
		});
		ApiVersion foreign = this.store.publish(version -> {
		});
		String granted = this.store.scope(read.getId(), "employee", "manager");
		String missing = this.store.scope(write.getId(), "manager");
		String open = this.store.scope(free.getId());
		this.store.scope(foreign.getId(), "employee");
		String application = application(user);
		for (ApiVersion api : List.of(read, write, free)) {
			post(user, "/subscriptions",
					"{'applicationId':'" + application + "','apiId':'" + api.getId() + "','throttlingPolicy':'Gold'}");
		}

		List<ScopeChoice> choices = as(user, signedIn -> this.tokens.scopes(signedIn, UUID.fromString(application)));

		assertThat(choices).extracting(ScopeChoice::key).containsExactlyInAnyOrder(granted, missing, open);
		assertThat(choices).filteredOn(choice -> choice.key().equals(granted)).singleElement().satisfies(choice -> {
			assertThat(choice.decision()).isEqualTo(Decision.GRANTED_BY_ROLE);
			assertThat(choice.roles()).containsExactly("employee", "manager");
		});
		assertThat(choices).filteredOn(choice -> choice.key().equals(missing))
			.singleElement()
			.extracting(ScopeChoice::decision, ScopeChoice::isAvailable)
			.containsExactly(Decision.DROPPED_MISSING_ROLE, false);
		assertThat(choices).filteredOn(choice -> choice.key().equals(open))
			.singleElement()
			.extracting(ScopeChoice::decision)
			.isEqualTo(Decision.GRANTED_WITHOUT_ROLE);
	}

	@Test
	void aTokenIsMadeWithoutTheSecretAndTheCommandDoesNotHaveIt() {
		String user = this.store.subscriber();
		UUID application = UUID.fromString(application(user));
		String secret = as(user,
				signedIn -> this.keys.generate(signedIn, application, new KeyRequest(KeyType.SANDBOX,
						List.of("client_credentials", "password"), null, null, null, KeyProof.BY_SECRET)))
			.consumerSecret();

		GeneratedToken made = as(user, signedIn -> this.tokens.issue(signedIn, application, SANDBOX,
				new TokenRequest(Set.of("news_read"), Duration.ofMinutes(15), true)));

		assertThat(made.token().expiresIn()).isEqualTo(Duration.ofMinutes(15));
		assertThat(made.token().grantedScopes()).contains("news_read");
		assertThat(made.command()).startsWith("curl -k -u '" + made.key().consumerKey() + ":<consumer secret>'")
			.contains("-d grant_type=password")
			.contains("-d scope=news_read")
			.endsWith("https://localhost:8243/token")
			.doesNotContain(secret);
		assertThat(made.toString()).doesNotContain(made.token().accessToken());
	}

	@Test
	void whatCannotBeInATokenIsRefused() {
		String user = this.store.subscriber();
		UUID application = UUID.fromString(application(user));
		as(user, signedIn -> this.keys.generate(signedIn, application,
				new KeyRequest(KeyType.SANDBOX, List.of("password"), null, null, null, KeyProof.BY_SECRET)));

		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> as(user,
					signedIn -> this.tokens.issue(signedIn, application, SANDBOX,
							new TokenRequest(Set.of("a b"), Duration.ofDays(4000), true))))
			.satisfies(refused -> assertThat(refused.fields()).hasSize(2));
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> as(user, signedIn -> this.tokens.issue(signedIn,
				application, SANDBOX, new TokenRequest(Set.of(), null, false))));
	}

	private <T> T as(String user, Function<SignedInUser, T> action) {
		SignedInUser signedIn = this.store.signedIn(user);
		return this.store.inTransaction(() -> action.apply(signedIn));
	}

}
