package org.gatehouse.publisher.design;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.mediation.NamedEndpoints;
import org.gatehouse.mediation.Shelf;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What policies may say of an API's dynamic endpoints. A gateway refuses calls to any
 * other endpoint; here the mistake is told to the one who made it.
 */
final class DynamicEndpoints {

	/** Gateways take no path that could be read in two ways. */
	private static final Pattern AMBIGUOUS = Pattern.compile("//|/\\.{1,2}(/|$)|%2f|%2e|%5c|%00|[;\\\\]",
			Pattern.CASE_INSENSITIVE);

	private DynamicEndpoints() {
	}

	static void check(ApiDesign design, Shelf shelf, BadRequest.Collector problems) {
		check(design, design.runtime().mediation(), "apiPolicies", shelf, problems);
		for (int i = 0; i < design.operations().size(); i++) {
			check(design, design.operations().get(i).runtime().mediation(), "operations[" + i + "].operationPolicies",
					shelf, problems);
		}
	}

	private static void check(ApiDesign design, Mediation mediation, String field, Shelf shelf,
			BadRequest.Collector problems) {
		List<NamedEndpoints.Named> named = NamedEndpoints.of(mediation, shelf);
		if (named.isEmpty()) {
			return;
		}
		List<String> listed = listed(design);
		for (NamedEndpoints.Named endpoint : named) {
			if (listed.stream().noneMatch((url) -> covers(url, endpoint.url()))) {
				problems.reject(field + "." + endpoint.field(), endpoint.url(),
						"for the policy " + endpoint.policy() + ", a URL at or below one on the API's list of "
								+ (listed.isEmpty() ? "dynamic endpoints; there is no such list"
										: "dynamic endpoints: " + String.join(", ", listed)));
			}
		}
	}

	private static List<String> listed(ApiDesign design) {
		if (design.runtime().endpoints().kind() != Kind.DYNAMIC) {
			return List.of();
		}
		List<String> listed = new ArrayList<>(
				EndpointChecks.urls(design.productionEndpoint(), design.runtime().endpoints().production()));
		EndpointChecks.urls(design.sandboxEndpoint(), design.runtime().endpoints().sandbox())
			.stream()
			.filter((url) -> !listed.contains(url))
			.forEach(listed::add);
		return listed;
	}

	/** By the rules of the gateways: the same server, and the same path or one below. */
	private static boolean covers(String listed, String named) {
		URI list = uri(listed);
		URI name = uri(named);
		if (list == null || name == null || AMBIGUOUS.matcher(name.getRawPath()).find()) {
			return false;
		}
		return isTls(list) == isTls(name) && list.getHost().equalsIgnoreCase(name.getHost()) && port(list) == port(name)
				&& (path(name) + "/").startsWith(path(list) + "/");
	}

	/** A URL with a template in it is none. */
	private static @Nullable URI uri(String text) {
		try {
			URI uri = new URI(text);
			return (uri.getScheme() == null || uri.getHost() == null) ? null : uri;
		}
		catch (URISyntaxException _) {
			return null;
		}
	}

	private static boolean isTls(URI uri) {
		return List.of("https", "wss").contains(uri.getScheme().toLowerCase(Locale.ROOT));
	}

	private static int port(URI uri) {
		int own = isTls(uri) ? 443 : 80;
		return (uri.getPort() < 0) ? own : uri.getPort();
	}

	private static String path(URI uri) {
		return uri.getRawPath().replaceAll("/+$", "");
	}

}
