package org.gatehouse.keymanager.clients;

import java.util.List;
import java.util.Optional;

import org.gatehouse.db.oauth.ClientSecrets;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Shows {@link ClientSecrets} to the authorization server, which knows of one secret a
 * client: several hashes stand in one text.
 */
public final class ClientSecretEncoder implements PasswordEncoder {

	private static final String SEPARATOR = " ";

	private final ClientSecrets secrets;

	private final SecretUses uses;

	/**
	 * An encoder.
	 * @param secrets hashes and compares
	 * @param uses is told of every secret that was right
	 */
	public ClientSecretEncoder(ClientSecrets secrets, SecretUses uses) {
		this.secrets = secrets;
		this.uses = uses;
	}

	static String encoded(List<String> hashes) {
		return String.join(SEPARATOR, hashes);
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence rawPassword) {
		return (rawPassword != null) ? this.secrets.hash(rawPassword.toString()) : null;
	}

	/** Looks at all hashes, whichever it is that matches. */
	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		if (rawPassword == null || encodedPassword == null) {
			return false;
		}
		Optional<String> match = this.secrets.find(rawPassword.toString(), List.of(encodedPassword.split(SEPARATOR)));
		match.ifPresent(this.uses::note);
		return match.isPresent();
	}

}
