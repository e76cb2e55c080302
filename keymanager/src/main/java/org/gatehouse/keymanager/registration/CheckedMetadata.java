package org.gatehouse.keymanager.registration;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.clients.CallbackUrl;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.web.clients.KeyProofRules;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself, once it is found to be sound. The rules are those of
 * the store's key pages.
 *
 * @param name what people call it, null for its identifier
 * @param redirectUris where browsers are sent back to
 * @param signOutUris where browsers are sent to after a sign-out
 * @param grantTypes the grants that it may use
 * @param scopes the most that it can be granted
 * @param authMethod how it says who it is, a name of RFC 7591
 * @param proof the same as the platform sees it
 */
record CheckedMetadata(@Nullable String name, List<String> redirectUris, List<String> signOutUris,
		Set<String> grantTypes, Set<String> scopes, String authMethod, KeyProof proof) {

	private static final String REDIRECTS = "redirect_uris";

	private static final String SIGN_OUT = "post_logout_redirect_uris";

	private static final String BASIC = "client_secret_basic";

	private static final String NONE = "none";

	private static final String SIGNATURE = "private_key_jwt";

	private static final Set<String> METHODS = new LinkedHashSet<>(
			List.of(BASIC, "client_secret_post", SIGNATURE, NONE));

	private static final int LONGEST_NAME = 100;

	private static final int MOST_REDIRECTS = 20;

	private static final int LONGEST_SCOPE = 4000;

	CheckedMetadata {
		redirectUris = List.copyOf(redirectUris);
		signOutUris = List.copyOf(signOutUris);
	}

	/**
	 * Checks what a client says.
	 * @param metadata what it says
	 * @param allowed the scopes that it may have beside those that open nothing
	 * @param rules which keys it may have
	 * @return the same, sound
	 * @throws BadRequest naming every wrong member
	 */
	static CheckedMetadata of(ClientMetadata metadata, Set<String> allowed, KeyProofRules rules) {
		BadRequest.Collector wrong = BadRequest.collect();
		String method = Objects.requireNonNullElse(metadata.tokenEndpointAuthMethod(), BASIC);
		wrong.require(METHODS.contains(method), "token_endpoint_auth_method", method, String.join(", ", METHODS));
		KeyProof proof = rules.checked(new KeyProof(kind(method),
				(metadata.jwks() != null) ? metadata.jwks().toString() : null, metadata.jwksUri()), wrong, "jwks",
				"jwks_uri");
		List<@Nullable String> redirects = Objects.requireNonNullElse(metadata.redirectUris(), List.of());
		List<String> checkedRedirects = redirects(wrong, REDIRECTS, redirects);
		List<String> signOutUris = redirects(wrong, SIGN_OUT,
				Objects.requireNonNullElse(metadata.postLogoutRedirectUris(), List.of()));
		Set<String> grants = GrantTypes.check(wrong, "grant_types", texts(metadata.grantTypes(), "authorization_code"),
				GrantTypes.ALL, REDIRECTS, !redirects.isEmpty(), proof.kind());
		for (String type : texts(metadata.responseTypes(), "code")) {
			wrong.require("code".equals(type), "response_types", type, "code");
		}
		String name = name(wrong, metadata.clientName());
		Set<String> scopes = scopes(wrong, metadata.scope(), allowed);
		wrong.throwIfAny();
		return new CheckedMetadata(name, checkedRedirects, signOutUris, grants, scopes, method, proof);
	}

	/**
	 * Whether it proves who it is by a secret.
	 * @return false where it signs, or proves nothing
	 */
	boolean hasSecret() {
		return this.proof.kind() == KeyProof.Kind.SECRET;
	}

	private static List<String> redirects(BadRequest.Collector wrong, String field, List<@Nullable String> uris) {
		wrong.require(uris.size() <= MOST_REDIRECTS, field, null, "at most " + MOST_REDIRECTS);
		return uris.stream()
			.limit(MOST_REDIRECTS)
			.map((uri) -> redirect(wrong, field, uri))
			.filter(Objects::nonNull)
			.distinct()
			.toList();
	}

	private static @Nullable String redirect(BadRequest.Collector wrong, String field, @Nullable String uri) {
		wrong.require(uri != null && !uri.isBlank(), field, uri, "an address");
		return CallbackUrl.check(wrong, field, uri);
	}

	private static KeyProof.Kind kind(String method) {
		return switch (method) {
			case NONE -> KeyProof.Kind.NONE;
			case SIGNATURE -> KeyProof.Kind.SIGNATURE;
			default -> KeyProof.Kind.SECRET;
		};
	}

	private static List<String> texts(@Nullable List<@Nullable String> given, String otherwise) {
		return (given != null) ? given.stream().map(String::valueOf).toList() : List.of(otherwise);
	}

	/** People read it where they are asked for their consent. */
	private static @Nullable String name(BadRequest.Collector wrong, @Nullable String given) {
		String name = (given != null) ? given.strip() : "";
		if (name.isEmpty()) {
			return null;
		}
		boolean visible = name.codePoints()
			.noneMatch((character) -> Character.isISOControl(character)
					|| Character.getType(character) == Character.FORMAT);
		wrong.require(visible && name.length() <= LONGEST_NAME, "client_name", null,
				"1 to " + LONGEST_NAME + " visible characters");
		return name;
	}

	/** Nobody registers for more than he has himself. */
	private static Set<String> scopes(BadRequest.Collector wrong, @Nullable String given, Set<String> allowed) {
		if (given == null || given.isBlank()) {
			return TokenScopes.WHO_THE_USER_IS;
		}
		if (given.length() > LONGEST_SCOPE) {
			wrong.reject("scope", null, "at most " + LONGEST_SCOPE + " characters");
			return Set.of();
		}
		Set<String> scopes = new LinkedHashSet<>(Arrays.asList(given.strip().split(" +")));
		for (String scope : scopes) {
			wrong.require(TokenScopes.WHO_THE_USER_IS.contains(scope) || allowed.contains(scope), "scope", scope,
					"openid, profile, email, or one that the token for the registration carries");
		}
		return scopes;
	}

}
