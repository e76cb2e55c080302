package org.gatehouse.web;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the control plane is reached.
 *
 * @param publicUrl as browsers and clients see it; the issuer of all tokens
 * ({@code gatehouse.public-url})
 * @param internalUrl as the portals' back channel reaches the key manager
 * ({@code gatehouse.internal-url})
 * @param gatewayUrl as consumers see the gateway ({@code gatehouse.gateway-url}), shown
 * in the pages
 */
@ConfigurationProperties("gatehouse")
public record WebProperties(@DefaultValue("https://localhost:9443") URI publicUrl,
		@DefaultValue("https://localhost:9443") URI internalUrl, @DefaultValue("https://localhost:8243") URI gatewayUrl,
		@DefaultValue("http://localhost:8280") URI gatewayHttpUrl) {

	public WebProperties {
		publicUrl = withoutSlash(publicUrl);
		internalUrl = withoutSlash(internalUrl);
		gatewayUrl = withoutSlash(gatewayUrl);
		gatewayHttpUrl = withoutSlash(gatewayHttpUrl);
	}

	private static URI withoutSlash(URI uri) {
		String text = uri.toString();
		return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
	}

}
