package org.gatehouse.publisher.certificates;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.EndpointSecurity.Scheme;
import org.gatehouse.db.api.ApiEndpoints;
import org.jspecify.annotations.Nullable;

/**
 * An API version that has endpoints, or token endpoints, at the address of a certificate,
 * in the contract's words.
 *
 * @param id the API version
 * @param name the API's name
 * @param context the API's context
 * @param version the version
 * @param provider who made the API
 */
public record CertificateUse(String id, String name, String context, String version, String provider) {

	static CertificateUse of(ApiEndpoints api) {
		return new CertificateUse(api.id().toString(), api.name(), api.context(), api.version(), api.provider());
	}

	/**
	 * Tells whether gateways look at the certificate when they forward an API's calls.
	 * @param api where the API leads to
	 * @param host the certificate's host in lower case
	 * @param port the certificate's port
	 * @return true where one of its addresses is the certificate's, with TLS
	 */
	static boolean isAt(ApiEndpoints api, String host, int port) {
		EndpointRules rules = api.runtime().endpoints();
		EndpointSecurity security = api.runtime().security();
		return Stream
			.of(urls(rules, api.production(), rules.production(), security.production()),
					urls(rules, api.sandbox(), rules.sandbox(), security.sandbox()))
			.flatMap(List::stream)
			.anyMatch(url -> isAt(url, host, port));
	}

	private static List<URI> urls(EndpointRules rules, @Nullable String first, EndpointRules.Group group,
			Scheme security) {
		URI url = (first != null) ? EndpointRules.uri(first) : null;
		return Stream
			.concat(rules.members(url, group).stream().map(EndpointRules.Member::url),
					(security instanceof EndpointSecurity.OAuth oauth) ? Stream.of(oauth.tokenUrl()) : Stream.empty())
			.toList();
	}

	private static boolean isAt(URI url, String host, int port) {
		String scheme = url.getScheme().toLowerCase(Locale.ROOT);
		boolean tls = scheme.equals("https") || scheme.equals("wss");
		String named = url.getHost().replaceAll("^\\[(.*)]$", "$1").toLowerCase(Locale.ROOT);
		return tls && named.equals(host) && ((url.getPort() < 0) ? 443 : url.getPort()) == port;
	}

}
