package org.gatehouse.publisher.design;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint security as {@code endpointConfig.endpoint_security} has it in WSO2's bodies.
 * Secrets are answered empty, and an empty one leaves what is stored.
 */
final class EndpointSecurityBody {

	private static final String FIELD = "endpoint_security";

	private EndpointSecurityBody() {
	}

	/**
	 * Writes.
	 * @param security as stored
	 * @return the value, null where there is nothing to say
	 */
	static @Nullable Map<String, Object> write(EndpointSecurity security) {
		if (security.equals(EndpointSecurity.DEFAULT)) {
			return null;
		}
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("production", side(security.production()));
		body.put("sandbox", side(security.sandbox()));
		return body;
	}

	private static Map<String, Object> side(EndpointSecurity.Scheme scheme) {
		TypedSecurity shown = EndpointSecurityRules.shown(scheme);
		Map<String, Object> side = new LinkedHashMap<>();
		side.put("enabled", !(scheme instanceof EndpointSecurity.None));
		side.put("type", shown.type());
		switch (scheme) {
			case EndpointSecurity.None _ -> {
			}
			case EndpointSecurity.Basic _, EndpointSecurity.Digest _ -> {
				side.put("username", shown.username());
				side.put("password", "");
			}
			case EndpointSecurity.OAuth _ -> {
				side.put("grantType", shown.grantType());
				side.put("tokenUrl", shown.tokenUrl());
				side.put("clientId", shown.clientId());
				side.put("clientSecret", "");
				side.put("username", shown.username());
				side.put("password", "");
				side.put("scopes", shown.scopes());
				side.put("customParameters", shown.parameters());
			}
			case EndpointSecurity.ClientCertificate _ -> {
				side.put("certificate", shown.certificate());
				side.put("privateKey", "");
				side.put("keyStore", "");
				side.put("keyStorePassword", "");
			}
		}
		return side;
	}

	/**
	 * Reads.
	 * @param endpoints {@code endpointConfig}
	 * @param stored what is stored so far
	 * @param rules checks it and seals secrets
	 * @param problems takes what is wrong
	 * @return what to store
	 */
	static EndpointSecurity read(@Nullable BodyReader endpoints, EndpointSecurity stored, EndpointSecurityRules rules,
			BadRequest.Collector problems) {
		BodyReader body = (endpoints == null) ? null : endpoints.object(FIELD);
		if (body == null) {
			return EndpointSecurity.DEFAULT;
		}
		return rules.read(typed(body.object("production"), problems), typed(body.object("sandbox"), problems), stored,
				problems);
	}

	private static @Nullable TypedSecurity typed(@Nullable BodyReader side, BadRequest.Collector problems) {
		if (side == null || !side.flag("enabled", true)) {
			return null;
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		BodyReader custom = side.object("customParameters");
		if (custom != null) {
			for (String name : custom.names()) {
				String value = custom.text(name, "");
				parameters.put(name, (value != null) ? value : "");
			}
		}
		return new TypedSecurity(text(side, "type"), text(side, "username"), text(side, "password"),
				text(side, "grantType"), text(side, "tokenUrl"), text(side, "clientId"), text(side, "clientSecret"),
				side.texts("scopes", List.of()), parameters, text(side, "certificate"), text(side, "privateKey"),
				keyStore(side, problems), text(side, "keyStorePassword"));
	}

	private static byte @Nullable [] keyStore(BodyReader side, BadRequest.Collector problems) {
		String base64 = text(side, "keyStore");
		if (base64.isEmpty()) {
			return null;
		}
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			problems.reject(side.path("keyStore"), null, "PKCS #12 in Base64");
			return null;
		}
	}

	private static String text(BodyReader side, String field) {
		String text = side.text(field, "");
		return (text != null) ? text : "";
	}

}
