package org.gatehouse.keymanager.issuers;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.oauth.TrustedIssuer;
import org.gatehouse.db.oauth.TrustedIssuerRepository;
import org.gatehouse.keymanager.assertions.KeySets;
import org.gatehouse.keymanager.assertions.PublishedKeys;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.clients.KeyProofRules;
import org.gatehouse.web.keys.WrittenKeys;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The trusted issuers of a tenant.
 */
@Service
public class IssuerService {

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_ISSUER = 500;

	private static final int LONGEST_KEYS = 100_000;

	private final TrustedIssuerRepository issuers;

	private final KeySets keySets;

	private final WebProperties properties;

	private final Clock clock;

	IssuerService(TrustedIssuerRepository issuers, KeySets keySets, WebProperties properties, Clock clock) {
		this.issuers = issuers;
		this.keySets = keySets;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Finds the keys of an issuer.
	 * @param issuer as assertions name it
	 * @return its keys, empty where it is not trusted
	 */
	public Optional<PublishedKeys> keysOf(String issuer) {
		return this.issuers.findByIssuer(issuer).map((found) -> new PublishedKeys(found.jwks(), found.jwksUri()));
	}

	/**
	 * Lists the issuers by name.
	 * @return all of them; there are few
	 */
	List<IssuerView> list() {
		return this.issuers.findByOrderByName().stream().map(IssuerView::of).toList();
	}

	/**
	 * Shows an issuer.
	 * @param id which
	 * @return the issuer
	 * @throws NotFound if there is none
	 */
	IssuerView get(UUID id) {
		return IssuerView.of(find(id));
	}

	/**
	 * Begins to trust an issuer.
	 * @param name what administrators call it
	 * @param issuer {@code iss} of its assertions
	 * @param keys its keys as JSON or PEM, blank where there is a URL
	 * @param jwksUri where its keys are, blank where they are written down
	 * @return the issuer
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if it is trusted already
	 */
	IssuerView trust(String name, String issuer, String keys, String jwksUri) {
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(!name.isEmpty() && name.length() <= LONGEST_NAME, "name", name,
				"1 to " + LONGEST_NAME + " characters");
		wrong.require(!issuer.isEmpty() && issuer.length() <= LONGEST_ISSUER && isVisible(issuer), "issuer", issuer,
				"1 to " + LONGEST_ISSUER + " characters without blanks, exactly as its assertions say");
		wrong.require(!issuer.equals(this.properties.publicUrl().toString()), "issuer", issuer,
				"another issuer than this key manager");
		wrong.require(keys.isEmpty() != jwksUri.isEmpty(), "keys", null, "either keys or the URL of a key set");
		String keySet = keys.isEmpty() ? null : keySet(wrong, keys);
		wrong.require(jwksUri.isEmpty() || isWeb(jwksUri), "jwksUri", jwksUri, "an http or https URL");
		wrong.throwIfAny();
		if (!jwksUri.isEmpty()) {
			this.keySets.check("jwksUri", jwksUri);
		}
		return save(new TrustedIssuer(name, issuer, keySet, jwksUri.isEmpty() ? null : jwksUri, this.clock.instant()));
	}

	private IssuerView save(TrustedIssuer made) {
		if (this.issuers.findByIssuer(made.issuer()).isPresent()) {
			throw new Conflict("issuer", "issuer: this issuer is trusted already");
		}
		try {
			return IssuerView.of(this.issuers.saveAndFlush(made));
		}
		catch (DataIntegrityViolationException ex) {
			// Somebody was faster than the check could see.
			throw Constraint.refusal(ex);
		}
	}

	/**
	 * Ceases to trust an issuer. Tokens that came of its word stay until their end.
	 * @param id which
	 * @throws NotFound if there is none
	 */
	@Transactional
	void distrust(UUID id) {
		this.issuers.delete(find(id));
	}

	private TrustedIssuer find(UUID id) {
		return this.issuers.findById(id).orElseThrow(() -> NotFound.of("Trusted issuer", id.toString()));
	}

	private @Nullable String keySet(BadRequest.Collector wrong, String keys) {
		if (keys.length() <= LONGEST_KEYS) {
			try {
				return WrittenKeys.toKeySet(keys, this.clock.instant());
			}
			catch (ParseException _) {
				// Refused below.
			}
		}
		wrong.reject("keys", null, KeyProofRules.KEYS);
		return null;
	}

	private static boolean isVisible(String issuer) {
		return issuer.chars().allMatch((character) -> character > ' ' && character != 0x7f);
	}

	private static boolean isWeb(String url) {
		try {
			URI uri = new URI(url);
			return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getHost() != null && url.length() <= LONGEST_ISSUER;
		}
		catch (URISyntaxException _) {
			return false;
		}
	}

}
