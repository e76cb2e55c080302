package org.gatehouse.keymanager;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set about the key manager.
 *
 * @param jwksHosts hosts that key sets of clients and trusted issuers may be fetched from
 * although their addresses are private ({@code gatehouse.key-manager.jwks-hosts}), in
 * lower case
 */
@ConfigurationProperties("gatehouse.key-manager")
public record KeyManagerProperties(@DefaultValue Set<String> jwksHosts) {

	/** The name of the setting, for those whom it would help. */
	public static final String JWKS_HOSTS = "gatehouse.key-manager.jwks-hosts";

	public KeyManagerProperties {
		jwksHosts = Set.copyOf(jwksHosts);
	}

}
