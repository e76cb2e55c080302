package org.gatehouse.web.security;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The web applications for people. Each is an OAuth client of the key manager.
 */
public enum Portal {

	/** For those who provide APIs. */
	PUBLISHER,
	/** For those who consume APIs. */
	STORE,
	/** For those who administer people and the tenant. */
	ADMIN,
	/** For everybody's own password and sign-ins. */
	PROFILE;

	/**
	 * The path below which all its pages are.
	 * @return such as {@code /store}
	 */
	public String path() {
		return "/" + registrationId();
	}

	/**
	 * The name under which Spring Security knows it.
	 * @return such as {@code store}
	 */
	public String registrationId() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Its {@code client_id} at the key manager.
	 * @return such as {@code gatehouse-store}
	 */
	public String clientId() {
		return "gatehouse-" + registrationId();
	}

	/**
	 * The path at which it takes the key manager's answer, to be registered as redirect
	 * URI below the public URL.
	 * @return such as {@code /store/login/oauth2/code/store}
	 */
	public String callbackPath() {
		return path() + "/login/oauth2/code/" + registrationId();
	}

	/**
	 * The path at which its sign-in starts.
	 * @return such as {@code /store/oauth2/authorization/store}
	 */
	public String signInPath() {
		return path() + "/oauth2/authorization/" + registrationId();
	}

	/**
	 * The portal that a path belongs to.
	 * @param requestPath a path from the root, such as {@code /store/apis}
	 * @return the portal, null where the path belongs to none
	 */
	public static @Nullable Portal of(String requestPath) {
		for (Portal portal : values()) {
			if (requestPath.equals(portal.path()) || requestPath.startsWith(portal.path() + "/")) {
				return portal;
			}
		}
		return null;
	}

}
