package org.gatehouse.management.node;

import java.util.List;

import org.gatehouse.common.snapshot.SnapshotEntry.DeployedApi;
import org.gatehouse.common.snapshot.SnapshotEntry.Operation;
import org.gatehouse.management.node.DeployedApis.Deployed;

/**
 * An API as {@code GET /management/apis} shows it. The names are those of WSO2's
 * management API; statistics are not kept here.
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

	static Item item(Deployed deployed, String gatewayUrl) {
		String url = url(deployed.api(), gatewayUrl);
		return new Item(deployed.name(), url, List.of(url), tracing(deployed));
	}

	static Whole whole(Deployed deployed, String gatewayUrl) {
		DeployedApi api = deployed.api();
		String url = url(api, gatewayUrl);
		List<Resource> resources = api.operations()
			.stream()
			.map((operation) -> operation.pattern().value())
			.distinct()
			.map((pattern) -> new Resource(methods(api, pattern), pattern))
			.toList();
		return new Whole(deployed.name(), url, List.of(url), api.version(), "disabled", tracing(deployed),
				api.context(), resources);
	}

	private static List<String> methods(DeployedApi api, String pattern) {
		return api.operations()
			.stream()
			.filter((operation) -> operation.pattern().value().equals(pattern))
			.map(Operation::verb)
			.map(Enum::name)
			.toList();
	}

	private static String tracing(Deployed deployed) {
		return deployed.traced() ? "enabled" : "disabled";
	}

	private static String url(DeployedApi api, String gatewayUrl) {
		String context = api.context();
		boolean inContext = context.contains("{version}");
		return gatewayUrl + (inContext ? context.replace("{version}", api.version()) : context + "/" + api.version());
	}

}
