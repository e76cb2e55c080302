package org.gatehouse.server.portals;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.gatehouse.web.tokens.IssuedToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the key manager on another node make the tokens that the store shows, over the back
 * channel, as the store's own client.
 */
final class RemoteApplicationTokens implements ApplicationTokens {

	private static final Logger logger = LoggerFactory.getLogger(RemoteApplicationTokens.class);

	private final RestClient keyManager;

	private final URI endpoint;

	private final PortalClientSecrets secrets;

	private final JsonMapper json;

	RemoteApplicationTokens(RestClient keyManager, URI internalUrl, PortalClientSecrets secrets, JsonMapper json) {
		this.keyManager = keyManager;
		this.endpoint = URI.create(internalUrl + "/oauth2/token");
		this.secrets = secrets;
		this.json = json;
	}

	@Override
	public IssuedToken issue(ConsumerKey client, Set<String> scopes, Duration validity, @Nullable String userName) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("grant_type", GRANT_TYPE);
		form.add(CONSUMER_KEY, client.value());
		form.add(VALIDITY, String.valueOf(Math.max(1, validity.toSeconds())));
		form.add("scope", String.join(" ", scopes));
		if (userName != null) {
			form.add("username", userName);
		}
		return read(this.json.readTree(send(form)));
	}

	private String send(MultiValueMap<String, String> form) {
		try {
			return String.valueOf(this.keyManager.post()
				.uri(this.endpoint)
				.headers(
						(headers) -> headers.setBasicAuth(Portal.STORE.clientId(), this.secrets.secretOf(Portal.STORE)))
				.contentType(MediaType.APPLICATION_FORM_URLENCODED)
				.accept(MediaType.APPLICATION_JSON)
				.body(form)
				.retrieve()
				.body(String.class));
		}
		catch (HttpClientErrorException.BadRequest refused) {
			throw new IllegalArgumentException("consumer key or user (expected: of this tenant)", refused);
		}
		catch (RestClientException unreachable) {
			logger.warn("the key manager at {} made no token: {}", this.endpoint, unreachable.getMessage());
			throw new Conflict("the key manager cannot be reached from this node at the moment; try again later");
		}
	}

	private static IssuedToken read(JsonNode answer) {
		Map<String, ScopeGrant.Decision> dropped = new LinkedHashMap<>();
		answer.path(DROPPED_SCOPES)
			.properties()
			.forEach((scope) -> dropped.put(scope.getKey(), ScopeGrant.Decision.valueOf(scope.getValue().asString())));
		Set<String> granted = new LinkedHashSet<>(Arrays.asList(answer.path("scope").asString().split(" ")));
		return new IssuedToken(answer.path("access_token").asString(), granted, dropped,
				Duration.ofSeconds(answer.path("expires_in").asLong()));
	}

}
