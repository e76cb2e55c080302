package org.gatehouse.gatewaycore.assertion;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.jose.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the backends of a tenant are told who calls.
 *
 * @param enabled whether they are
 * @param tenantDomain the tenant's domain
 * @param pathPrefix what the paths of the tenant's APIs begin with, empty for nothing
 * @param header the field that says so, in lower case
 * @param prefix what the claims' names begin with
 * @param keys the keys, the last to sign first
 * @param problem why they cannot be told, null where they can or are not to be
 */
public record AssertionRules(boolean enabled, String tenantDomain, String pathPrefix, String header, String prefix,
		List<Key> keys, @Nullable String problem) {

	public AssertionRules {
		keys = List.copyOf(keys);
	}

	/**
	 * A key, ready to sign.
	 *
	 * @param keyId {@code kid} in what it signs
	 * @param algorithm what it signs with
	 * @param signer signs, from any thread
	 * @param activeFrom when it begins to, in milliseconds since 1970
	 */
	record Key(String keyId, KeyAlgorithm algorithm, JWSSigner signer, long activeFrom) {

		@Override
		public String toString() {
			return "Key[" + this.keyId + "]";
		}

	}

	/**
	 * Gets a tenant's rules ready.
	 * @param entry the rules as the feed has them
	 * @param secrets opens the keys
	 * @param defaultTenant the tenant domain whose APIs need no prefix
	 * @return the rules; where no key can be opened, with the reason
	 * @throws IllegalArgumentException if a key was opened and is none
	 */
	public static AssertionRules of(BackendJwt entry, EndpointSecrets secrets, String defaultTenant) {
		String header = entry.header().toLowerCase(Locale.ROOT);
		String prefix = entry.dialect().isEmpty() ? "" : entry.dialect().replaceAll("/+$", "") + "/";
		List<Key> keys = new ArrayList<>();
		String problem = null;
		if (entry.enabled()) {
			problem = "backend JWT: the tenant has no signing key";
			for (BackendJwt.SealedKey sealed : entry.keys()) {
				try {
					keys.add(key(sealed, secrets));
					problem = null;
				}
				catch (EndpointSecrets.NotOpened ex) {
					problem = keys.isEmpty() ? "backend JWT: the signing key: " + ex.getMessage() : null;
				}
			}
		}
		return new AssertionRules(entry.enabled(), entry.tenantDomain(),
				entry.tenantDomain().equals(defaultTenant) ? "" : "/t/" + entry.tenantDomain(), header, prefix, keys,
				problem);
	}

	private static Key key(BackendJwt.SealedKey sealed, EndpointSecrets secrets) {
		byte[] json = secrets.open(sealed.sealedJwk(), BackendJwt.SealedKey.purpose(sealed.keyId()));
		try {
			JWK key = JWK.parse(new String(json, StandardCharsets.UTF_8));
			return new Key(sealed.keyId(), KeyAlgorithm.of(key), KeyAlgorithm.signer(key),
					sealed.activeFrom().toEpochMilli());
		}
		catch (ParseException ex) {
			// The library's message may repeat what it read.
			throw new IllegalArgumentException("signing key: " + sealed.keyId() + " (expected: a JSON Web Key)");
		}
	}

	/** The key that signs at a time, the oldest where none does yet. */
	Key signing(long now) {
		for (Key key : this.keys) {
			if (key.activeFrom <= now) {
				return key;
			}
		}
		return this.keys.getLast();
	}

	/**
	 * Tells whether a field is the one, under whatever spelling a backend takes for it.
	 * @param name the field's name
	 * @return true if callers have no say in it
	 */
	public boolean isHeader(CharSequence name) {
		if (name.length() != this.header.length()) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			if (plain(name.charAt(i)) != plain(this.header.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static char plain(char c) {
		return (c == '_') ? '-' : (c >= 'A' && c <= 'Z') ? (char) (c + 32) : c;
	}

}
