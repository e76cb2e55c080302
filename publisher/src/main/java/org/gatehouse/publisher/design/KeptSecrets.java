package org.gatehouse.publisher.design;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.EndpointSecurity.Scheme;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stored secret with the backends that it was typed for. Whoever may edit an API
 * never sees its secrets; without this they could name a backend of their own as its
 * endpoint and have gateways bring the secret there. So where scheme, host or port of an
 * endpoint are new, secrets are to be typed again.
 */
final class KeptSecrets {

	private KeptSecrets() {
	}

	/**
	 * Checks that no stored secret gets to another backend.
	 * @param present the design as it is stored
	 * @param next the design as it is to be
	 * @param problems takes what is wrong
	 */
	static void check(ApiDesign present, ApiDesign next, BadRequest.Collector problems) {
		EndpointSecurity before = present.runtime().security();
		EndpointSecurity after = next.runtime().security();
		EndpointRules rules = present.runtime().endpoints();
		EndpointRules nextRules = next.runtime().endpoints();
		check("production", kept(before.production(), after.production()),
				origins(present.productionEndpoint(), rules.production()),
				origins(next.productionEndpoint(), nextRules.production()), problems);
		check("sandbox", kept(before.sandbox(), after.sandbox()), origins(present.sandboxEndpoint(), rules.sandbox()),
				origins(next.sandboxEndpoint(), nextRules.sandbox()), problems);
	}

	private static void check(String side, List<String> kept, Set<String> known, Set<String> wanted,
			BadRequest.Collector problems) {
		List<String> strange = wanted.stream().filter(origin -> !known.contains(origin)).sorted().toList();
		if (!strange.isEmpty()) {
			kept.forEach(field -> problems.reject(EndpointSecurityRules.FIELD + "." + side + "." + field, null,
					"the secret once more, since it would go to " + String.join(", ", strange)
							+ ", for which it was not given"));
		}
	}

	/** Two sealings of one text differ, so what is equal was not typed again. */
	private static List<String> kept(Scheme before, Scheme after) {
		List<SealedText> stored = List.copyOf(secrets(before).values());
		return secrets(after).entrySet()
			.stream()
			.filter(secret -> stored.contains(secret.getValue()))
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * The secrets of a scheme.
	 * @param scheme the scheme
	 * @return each by its field in the contract's body
	 */
	static Map<String, SealedText> secrets(Scheme scheme) {
		Map<String, SealedText> secrets = new LinkedHashMap<>();
		switch (scheme) {
			case EndpointSecurity.None _ -> {
			}
			case EndpointSecurity.Basic basic -> secrets.put("password", basic.password());
			case EndpointSecurity.Digest digest -> secrets.put("password", digest.password());
			case EndpointSecurity.OAuth oauth -> {
				secrets.put("clientSecret", oauth.clientSecret());
				if (oauth.password() != null) {
					secrets.put("password", oauth.password());
				}
			}
			case EndpointSecurity.ClientCertificate certificate -> secrets.put("privateKey", certificate.privateKey());
		}
		return secrets;
	}

	private static Set<String> origins(@Nullable String first, EndpointRules.Group group) {
		return EndpointChecks.urls(first, group)
			.stream()
			.filter(DesignRules::isEndpoint)
			.map(url -> origin(EndpointRules.uri(url)))
			.collect(Collectors.toSet());
	}

	private static String origin(URI url) {
		String scheme = url.getScheme().toLowerCase(Locale.ROOT);
		boolean tls = scheme.equals("https") || scheme.equals("wss");
		int port = (url.getPort() >= 0) ? url.getPort() : tls ? 443 : 80;
		return (tls ? "https://" : "http://") + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
	}

}
