package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Set;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code ApplicationTokenGenerateRequest} of the contract. Its text form leaves secret
 * and token out.
 */
record GenerateTokenBody(@Nullable String consumerSecret, @Nullable Long validityPeriod, @Nullable List<String> scopes,
		@Nullable String revokeToken, @Nullable String grantType) {

	TokenRequest request() {
		String grant = (this.grantType != null) ? this.grantType : "CLIENT_CREDENTIALS";
		if (!grant.equals("CLIENT_CREDENTIALS")) {
			throw new BadRequest("grantType", grant, "CLIENT_CREDENTIALS");
		}
		Set<String> asked = new LinkedHashSet<>();
		if (this.scopes != null) {
			// The contract's array may hold several in one string, separated by blanks.
			this.scopes.stream()
				.flatMap((scope) -> Arrays.stream(scope.strip().split(" +", -1)))
				.filter((scope) -> !scope.isEmpty())
				.forEach(asked::add);
		}
		return new TokenRequest(asked, (this.validityPeriod != null) ? Duration.ofSeconds(this.validityPeriod) : null,
				false);
	}

	@Override
	public String toString() {
		return "GenerateTokenBody[scopes=" + this.scopes + ", grantType=" + this.grantType + "]";
	}

}
