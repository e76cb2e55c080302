package org.gatehouse.db.oauth;

import org.gatehouse.jose.sealing.Sealer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What all makers of OAuth clients share.
 */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

	@Bean
	ClientSecrets clientSecrets(Sealer sealer) {
		return new ClientSecrets(sealer.derive("oauth client secrets"));
	}

}
