package org.gatehouse.keymanager.accounts;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTests {

	private final AtomicInteger comparisons = new AtomicInteger();

	/** Like the real one, this does no work where there is nothing to compare. */
	private final Passwords passwords = new Passwords(new AbstractValidatingPasswordEncoder() {
		@Override
		protected String encodeNonNullPassword(String rawPassword) {
			return "hash of " + rawPassword;
		}

		@Override
		protected boolean matchesNonNull(String rawPassword, String encodedPassword) {
			PasswordsTests.this.comparisons.incrementAndGet();
			return encodeNonNullPassword(rawPassword).equals(encodedPassword);
		}
	});

	/** Compares once, and tells whether it was the same. */
	private boolean matches(String password, @Nullable String hash) {
		this.comparisons.set(0);
		boolean matches = this.passwords.matches(password, hash);
		assertThat(this.comparisons).hasValue(1);
		return matches;
	}

	@Test
	void theWorkIsTheSameWhetherOrNotThereIsSuchAUser() {
		String hash = this.passwords.hash("right");
		assertThat(matches("right", hash)).isTrue();
		assertThat(matches("wrong", hash)).isFalse();
		assertThat(matches("right", null)).isFalse();
		assertThat(matches("nobody has this password", null)).isFalse();
		assertThat(matches("x", null)).isFalse();
		assertThat(matches("", null)).isFalse();
		assertThat(matches("", hash)).isFalse();
	}

	@Test
	void aPasswordThatIsLongerThanAnyIsNoneAndNoMoreWork() {
		String longest = "x".repeat(Passwords.LONGEST + 1);
		assertThat(matches(longest, this.passwords.hash(longest))).isFalse();
		assertThat(matches(longest, null)).isFalse();
	}

}
