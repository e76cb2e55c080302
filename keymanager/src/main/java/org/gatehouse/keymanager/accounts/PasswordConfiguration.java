package org.gatehouse.keymanager.accounts;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How users' passwords are hashed.
 */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

	private static final String ALGORITHM = "argon2id";

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int LANES = 1;

	private static final int MEMORY_KIB = 19 * 1024;

	private static final int PASSES = 2;

	/**
	 * Argon2id (RFC 9106), at OWASP's recommendation of memory and passes: a guess costs
	 * an attacker as much as it costs us, some tens of milliseconds.
	 */
	@Bean
	PasswordEncoder userPasswordEncoder() {
		return new DelegatingPasswordEncoder(ALGORITHM,
				Map.of(ALGORITHM, new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES)));
	}

}
