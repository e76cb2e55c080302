package org.gatehouse.web.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Set;

import org.gatehouse.web.fetch.ReachableHosts;
import org.gatehouse.web.keys.WrittenKeys;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What keys a client may sign with who it is, and where they may be.
 */
@Component
public class KeyProofRules {

	/** What is expected of keys that are written down. */
	public static final String KEYS = "a JSON Web Key Set, or certificates or public keys in PEM that hold now; "
			+ "RSA of 2048 bits or more, or elliptic curves; each with a name (kid) of its own; no private key";

	private static final String HOSTS = "gatehouse.key-manager.jwks-hosts";

	private static final int LONGEST_KEYS = 100_000;

	private static final int LONGEST_URL = 500;

	private final ReachableHosts hosts;

	private final Clock clock;

	/**
	 * The rules.
	 * @param allowedHosts hosts that key sets may be fetched from although their
	 * addresses are private, in lower case
	 * @param clock the time
	 */
	KeyProofRules(@Value("${" + HOSTS + ":}") Set<String> allowedHosts, Clock clock) {
		this.hosts = new ReachableHosts(allowedHosts);
		this.clock = clock;
	}

	/**
	 * Checks the keys of a proof by signature; the other kinds have none. A URL is not
	 * visited here, but when something signed is to be checked; that it leads to a
	 * private address is told at once.
	 * @param proof the proof
	 * @param wrong takes what is wrong
	 * @param keysField the name of the field with the keys
	 * @param uriField the name of the field with the URL
	 * @return the same proof with a key set, without what its kind does not use
	 */
	public KeyProof checked(KeyProof proof, BadRequest.Collector wrong, String keysField, String uriField) {
		if (proof.kind() != KeyProof.Kind.SIGNATURE) {
			return new KeyProof(proof.kind(), null, null);
		}
		String written = (proof.keys() != null) ? proof.keys().strip() : "";
		String url = (proof.jwksUri() != null) ? proof.jwksUri().strip() : "";
		wrong.require(written.isEmpty() != url.isEmpty(), keysField, null,
				"either public keys or the URL of a key set");
		if (!url.isEmpty()) {
			checkUrl(wrong, uriField, url);
		}
		return new KeyProof(proof.kind(), written.isEmpty() ? null : keySet(wrong, keysField, written),
				url.isEmpty() ? null : url);
	}

	private @Nullable String keySet(BadRequest.Collector wrong, String keysField, String written) {
		if (written.length() <= LONGEST_KEYS) {
			try {
				return WrittenKeys.toKeySet(written, this.clock.instant());
			}
			catch (ParseException _) {
				// Refused below.
			}
		}
		wrong.reject(keysField, null, KEYS);
		return null;
	}

	private void checkUrl(BadRequest.Collector wrong, String uriField, String url) {
		String host = host(url);
		wrong.require(host != null, uriField, url, "an http or https URL");
		wrong.require(host == null || this.hosts.mayBeReached(host), uriField, url,
				"a public address; an operator can allow this host in " + HOSTS);
	}

	private static @Nullable String host(String url) {
		try {
			URI uri = new URI(url);
			boolean web = ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getRawUserInfo() == null && url.length() <= LONGEST_URL;
			return web ? uri.getHost() : null;
		}
		catch (URISyntaxException _) {
			return null;
		}
	}

}
