package org.gatehouse.keymanager.clients;

import org.gatehouse.db.oauth.ClientSecrets;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Shows {@link ClientSecrets} to the authorization server.
 */
public final class ClientSecretEncoder implements PasswordEncoder {

	private final ClientSecrets secrets;

	/**
	 * An encoder.
	 * @param secrets hashes and compares
	 */
	public ClientSecretEncoder(ClientSecrets secrets) {
		this.secrets = secrets;
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence rawPassword) {
		return (rawPassword != null) ? this.secrets.hash(rawPassword.toString()) : null;
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		return rawPassword != null && encodedPassword != null
				&& this.secrets.matches(rawPassword.toString(), encodedPassword);
	}

}
