package org.gatehouse.management.node;

import java.util.List;

import org.gatehouse.common.snapshot.SnapshotEntry.DeployedApi;
import org.gatehouse.common.snapshot.SnapshotEntry.Operation;

/**
 * An API as {@code GET /management/apis} shows it. The names are those of WSO2's
 * management API; tracing and statistics are not kept here.
 */
sealed interface ApiView {

	/** In a list. */
	record Item(String name, String url, List<String> urlList, String tracing) implements ApiView {

	}

	/** By itself. */
	record Whole(String name, String url, List<String> urlList, String version, String stats, String tracing,
			String context, List<Resource> resources) implements ApiView {

	}

	/** A URL pattern and its methods. */
	record Resource(List<String> methods, String url) {

	}

	/** A list and its length. */
	record Items(int count, List<Item> list) {

	}

	static Item item(DeployedApi api, String gatewayUrl) {
		String url = url(api, gatewayUrl);
		return new Item(name(api), url, List.of(url), "disabled");
	}

	static Whole whole(DeployedApi api, String gatewayUrl) {
		String url = url(api, gatewayUrl);
		List<Resource> resources = api.operations()
			.stream()
			.map((operation) -> operation.pattern().value())
			.distinct()
			.map((pattern) -> new Resource(methods(api, pattern), pattern))
			.toList();
		return new Whole(name(api), url, List.of(url), api.version(), "disabled", "disabled", api.context(), resources);
	}

	private static List<String> methods(DeployedApi api, String pattern) {
		return api.operations()
			.stream()
			.filter((operation) -> operation.pattern().value().equals(pattern))
			.map(Operation::verb)
			.map(Enum::name)
			.toList();
	}

	private static String name(DeployedApi api) {
		return api.name() + ":v" + api.version();
	}

	private static String url(DeployedApi api, String gatewayUrl) {
		String context = api.context();
		boolean inContext = context.contains("{version}");
		return gatewayUrl + (inContext ? context.replace("{version}", api.version()) : context + "/" + api.version());
	}

}
