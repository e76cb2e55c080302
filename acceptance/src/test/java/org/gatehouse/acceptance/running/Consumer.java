package org.gatehouse.acceptance.running;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Uses APIs through the store's REST API.
 */
public final class Consumer {

	/** The store's REST API. */
	public static final String ROOT = "/api/am/devportal/v3";

	private final RunningGatehouse server;

	private final HttpCaller rest;

	/**
	 * A consumer.
	 * @param server where
	 * @param people where the user is known
	 * @param user may subscribe
	 */
	public Consumer(RunningGatehouse server, People people, String user) {
		this.server = server;
		this.rest = people.signIn(user, "apim:subscribe", "apim:app_manage", "apim:sub_manage", "apim:api_key");
	}

	/**
	 * Calls that the consumer makes by hand.
	 * @return calls with the consumer's token
	 */
	public HttpCaller rest() {
		return this.rest;
	}

	/**
	 * Makes an application with a production key.
	 * @param name its name
	 * @param tier its application tier
	 * @return the application
	 */
	public App application(String name, String tier) {
		String id = this.rest
			.post(ROOT + "/applications", Map.of("name", name, "throttlingPolicy", tier, "tokenType", "JWT"))
			.expect(201)
			.text("applicationId");
		Answer keys = this.rest
			.post(ROOT + "/applications/" + id + "/generate-keys", Map.of("keyType", "PRODUCTION",
					"grantTypesToBeSupported", List.of("client_credentials", "password", "refresh_token")))
			.expect(200);
		return new App(this.server, id, keys.text("consumerKey"), keys.text("consumerSecret"));
	}

	/**
	 * Subscribes.
	 * @param app the application
	 * @param apiId the API
	 * @param tier the subscription tier
	 * @return the subscription's identifier
	 */
	public String subscribe(App app, String apiId, String tier) {
		return this.rest
			.post(ROOT + "/subscriptions", Map.of("applicationId", app.id(), "apiId", apiId, "throttlingPolicy", tier))
			.expect(201)
			.text("subscriptionId");
	}

	/**
	 * An application and its key.
	 *
	 * @param server where it is known
	 * @param id its identifier
	 * @param consumerKey its client id
	 * @param consumerSecret its client secret
	 */
	public record App(RunningGatehouse server, String id, String consumerKey, String consumerSecret) {

		/**
		 * Gets a token at the gateway by the password grant.
		 * @param user who it stands for
		 * @param scopes the scopes asked for
		 * @return the answer of {@code POST /token}
		 */
		public Answer tokenOf(String user, String... scopes) {
			Map<String, String> form = new LinkedHashMap<>();
			form.put("grant_type", "password");
			form.put("username", user);
			form.put("password", People.password(user));
			form.put("scope", String.join(" ", scopes));
			return client().form("/token", form);
		}

		/**
		 * Gets a token of the application itself.
		 * @param scopes the scopes asked for
		 * @return the token
		 */
		public String token(String... scopes) {
			return client()
				.form("/token", Map.of("grant_type", "client_credentials", "scope", String.join(" ", scopes)))
				.expect(200)
				.text("access_token");
		}

		/**
		 * Ends a token.
		 * @param token the token
		 */
		public void revoke(String token) {
			client().form("/revoke", Map.of("token", token)).expect(200);
		}

		/**
		 * Calls the gateway.
		 * @param token the token
		 * @return calls with the token
		 */
		public HttpCaller calling(String token) {
			return this.server.anyone().at(this.server.gateway()).bearing(token);
		}

		/**
		 * Exchanges an authorization code.
		 * @param code the code
		 * @param redirectUri where it came to
		 * @return the access token
		 */
		public String redeem(String code, String redirectUri) {
			return client()
				.form("/token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri))
				.expect(200)
				.text("access_token");
		}

		/**
		 * Tells what the key manager says of a token.
		 * @param token the token
		 * @return whether it holds
		 */
		public boolean isActive(String token) {
			return this.server.anyone()
				.as(this.consumerKey, this.consumerSecret)
				.form("/oauth2/introspect", Map.of("token", token))
				.expect(200)
				.json()
				.path("active")
				.asBoolean();
		}

		private HttpCaller client() {
			return this.server.anyone().at(this.server.gateway()).as(this.consumerKey, this.consumerSecret);
		}

	}

}
