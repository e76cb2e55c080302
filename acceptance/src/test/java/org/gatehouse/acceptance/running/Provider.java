package org.gatehouse.acceptance.running;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes APIs through the publisher's REST API.
 */
public final class Provider {

	/** The publisher's REST API. */
	public static final String ROOT = "/api/am/publisher/v4";

	private final HttpCaller rest;

	/**
	 * A provider.
	 * @param people where the user is known
	 * @param user may create and publish
	 */
	public Provider(People people, String user) {
		this.rest = people.signIn(user, "apim:api_create", "apim:api_view", "apim:api_publish", "apim:api_manage",
				"apim:api_delete", "apim:subscription_view", "apim:subscription_block", "apim:subscription_manage",
				"apim:shared_scope_manage");
	}

	/**
	 * Calls that the provider makes by hand.
	 * @return calls with the provider's token
	 */
	public HttpCaller rest() {
		return this.rest;
	}

	/**
	 * What a new API looks like when nothing else is said.
	 * @param name its name; the context is the same with a slash
	 * @param version its version
	 * @param backend where it leads to
	 * @param tiers the subscription tiers that it offers
	 * @param operations see {@link #operation}
	 * @return a body for {@code POST /apis}
	 */
	public static Map<String, Object> api(String name, String version, URI backend, List<String> tiers,
			List<Map<String, Object>> operations) {
		Map<String, Object> api = new LinkedHashMap<>();
		api.put("name", name);
		api.put("context", "/" + name);
		api.put("version", version);
		api.put("policies", tiers);
		api.put("transport", List.of("http", "https"));
		api.put("visibility", "PUBLIC");
		api.put("endpointConfig", Map.of("endpoint_type", "http", "production_endpoints",
				Map.of("url", backend.toString()), "sandbox_endpoints", Map.of("url", backend.toString())));
		api.put("operations", operations);
		return api;
	}

	/**
	 * An operation.
	 * @param verb the HTTP method
	 * @param target the path below the API
	 * @param scopes the scopes of which a token must have one
	 * @return a part of {@link #api}
	 */
	public static Map<String, Object> operation(String verb, String target, String... scopes) {
		return Map.of("verb", verb, "target", target, "authType", "Application & Application User", "throttlingPolicy",
				"Unlimited", "scopes", List.of(scopes));
	}

	/**
	 * A scope of an API.
	 * @param name its key
	 * @param roles who may have it
	 * @return an element of {@code scopes} in {@link #api}
	 */
	public static Map<String, Object> scope(String name, String... roles) {
		return Map.of("scope", Map.of("name", name, "displayName", name, "bindings", List.of(roles)), "shared", false);
	}

	/**
	 * Creates an API and publishes it, which deploys it.
	 * @param api see {@link #api}
	 * @return its identifier
	 */
	public String publish(Map<String, Object> api) {
		String id = this.rest.post(ROOT + "/apis", api).expect(201).text("id");
		publish(id);
		return id;
	}

	/**
	 * Publishes an API.
	 * @param id the API
	 * @return the answer, made sure of
	 */
	public Answer publish(String id) {
		return this.rest.post(ROOT + "/apis/change-lifecycle?action=Publish&apiId=" + id).expect(200);
	}

	/**
	 * Changes all operations of an API and puts the change in force.
	 * @param id the API
	 * @param field such as {@code authType}
	 * @param value its new value
	 */
	public void changeOperations(String id, String field, String value) {
		JsonNode api = this.rest.get(ROOT + "/apis/" + id).expect(200).json();
		api.path("operations").forEach((operation) -> ((ObjectNode) operation).put(field, value));
		this.rest.put(ROOT + "/apis/" + id, api).expect(200);
		deploy(id);
	}

	/**
	 * Fixes an API as it is in a revision and deploys that.
	 * @param id the API
	 */
	public void deploy(String id) {
		String revision = this.rest.post(ROOT + "/apis/" + id + "/revisions", Map.of("description", "acceptance"))
			.expect(201)
			.text("id");
		this.rest
			.post(ROOT + "/apis/" + id + "/deploy-revision?revisionId=" + revision,
					List.of(Map.of("name", "Default", "vhost", "localhost", "displayOnDevportal", true)))
			.expect(200, 201);
	}

	/**
	 * Blocks a subscription.
	 * @param subscriptionId the subscription
	 */
	public void block(String subscriptionId) {
		this.rest.post(ROOT + "/subscriptions/block-subscription?blockState=BLOCKED&subscriptionId=" + subscriptionId)
			.expect(200);
	}

}
