package org.gatehouse.keymanager.issuers;

import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.gatehouse.db.oauth.TrustedIssuer;
import org.gatehouse.web.keys.WrittenKeys;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer as the pages show it.
 *
 * @param id the issuer
 * @param name what administrators call it
 * @param issuer {@code iss} of its assertions
 * @param jwksUri where its keys are, null where they are written down
 * @param keys the written keys, each by its kind and name
 * @param createdAt since when it is trusted
 */
record IssuerView(UUID id, String name, String issuer, @Nullable String jwksUri, List<String> keys, Instant createdAt) {

	IssuerView {
		keys = List.copyOf(keys);
	}

	static IssuerView of(TrustedIssuer issuer) {
		return new IssuerView(issuer.getId(), issuer.name(), issuer.issuer(), issuer.jwksUri(), keys(issuer.jwks()),
				issuer.createdAt());
	}

	private static List<String> keys(@Nullable String jwks) {
		if (jwks == null) {
			return List.of();
		}
		try {
			return WrittenKeys.parse(jwks)
				.getKeys()
				.stream()
				.map((key) -> key.getKeyType() + " " + Objects.requireNonNullElse(key.getKeyID(), ""))
				.toList();
		}
		catch (ParseException ex) {
			throw new IllegalStateException("keys that were checked when they were stored", ex);
		}
	}

}
