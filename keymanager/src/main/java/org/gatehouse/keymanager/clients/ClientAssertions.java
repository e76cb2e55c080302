package org.gatehouse.keymanager.clients;

import org.gatehouse.keymanager.assertions.AssertionDecoder;
import org.gatehouse.keymanager.assertions.PublishedKeys;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Checks what clients sign about themselves (RFC 7523 section 2.2) by the keys that they
 * have published, and by the rules for all assertions.
 */
@Component
public class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

	private final AssertionDecoder decoder;

	ClientAssertions(AssertionDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	public JwtDecoder createDecoder(RegisteredClient client) {
		PublishedKeys keys = ClientFacts.of(client).keys();
		return (assertion) -> {
			if (keys == null) {
				throw new BadJwtException("the client has published no keys");
			}
			Jwt decoded = this.decoder.decode(assertion, client.getClientId(), keys);
			if (!client.getClientId().equals(decoded.getSubject())) {
				throw new BadJwtException("sub: not the client");
			}
			return decoded;
		};
	}

}
