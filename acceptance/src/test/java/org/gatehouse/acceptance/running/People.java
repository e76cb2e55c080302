package org.gatehouse.acceptance.running;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes users and roles as an administrator does: through SCIM 2.0.
 */
public final class People {

	private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

	private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

	private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

	private final RunningGatehouse server;

	private final HttpCaller scim;

	/**
	 * The people of a server.
	 * @param server the server
	 */
	public People(RunningGatehouse server) {
		this.server = server;
		this.scim = server.anyone().as("admin", RunningGatehouse.ADMIN_PASSWORD);
	}

	/**
	 * Makes a role, or finds it.
	 * @param name the role
	 * @return its identifier
	 */
	public String role(String name) {
		Answer found = this.scim.get("/scim2/Groups?filter=displayName+eq+%22" + name.replace("/", "%2F") + "%22")
			.expect(200);
		if (found.json().path("totalResults").asInt(0) > 0) {
			return found.json().path("Resources").path(0).path("id").asString("");
		}
		return this.scim.post("/scim2/Groups", Map.of("schemas", List.of(GROUP), "displayName", name))
			.expect(201)
			.text("id");
	}

	/**
	 * Makes a user, whose password is the name with {@code -Secret-1} behind it.
	 * @param name the user
	 * @param roles the roles to hold
	 */
	public void user(String name, String... roles) {
		String id = this.scim
			.post("/scim2/Users", Map.of("schemas", List.of(USER), "userName", name, "password", password(name)))
			.expect(201)
			.text("id");
		for (String role : roles) {
			this.scim
				.patch("/scim2/Groups/" + role(role),
						Map.of("schemas", List.of(PATCH), "Operations",
								List.of(Map.of("op", "add", "path", "members", "value", List.of(Map.of("value", id))))))
				.expect(200, 204);
		}
	}

	/**
	 * The password of a user made here.
	 * @param name the user
	 * @return the password
	 */
	public static String password(String name) {
		return name.equals("admin") ? RunningGatehouse.ADMIN_PASSWORD : name + "-Secret-1";
	}

	/**
	 * Signs a user in to the REST APIs, as the contracts' introduction says: by a client
	 * of the user's own.
	 * @param user who
	 * @param scopes what the user will do
	 * @return calls with the user's token
	 */
	public HttpCaller signIn(String user, String... scopes) {
		return this.server.anyone().bearing(token(user, scopes));
	}

	/**
	 * Gets a user a token for the REST APIs.
	 * @param user who
	 * @param scopes what the user will do
	 * @return the token
	 */
	public String token(String user, String... scopes) {
		HttpCaller anyone = this.server.anyone();
		Answer client = anyone.as(user, password(user))
			.post("/client-registration/v0.17/register",
					Map.of("clientName", "acceptance-" + UUID.randomUUID(), "owner", user, "grantType",
							"client_credentials password refresh_token", "callbackUrl", "www.example.com", "saasApp",
							true))
			.expect(200, 201);
		Answer token = anyone.as(client.text("clientId"), client.text("clientSecret"))
			.form("/oauth2/token",
					Map.of("grant_type", "password", "username", user, "password", password(user), "scope",
							String.join(" ", scopes)))
			.expect(200);
		return token.text("access_token");
	}

}
