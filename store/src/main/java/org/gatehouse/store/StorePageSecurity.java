package org.gatehouse.store;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalSecurity;
import org.gatehouse.web.security.SignedInUsers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may see which of the store's pages: the catalogue is open, what belongs to a
 * consumer is for consumers.
 */
@Configuration(proxyBeanMethods = false)
class StorePageSecurity {

	@Bean
	@Order(50)
	SecurityFilterChain storePagesChain(HttpSecurity http, PortalSecurity portals, SignedInUsers users) {
		return portals.chain(http, Portal.STORE,
				access -> access
					.requestMatchers("/store", "/store/apis", "/store/apis/{id}", "/store/apis/{id}/reference",
							"/store/apis/{id}/definition")
					.permitAll()
					.requestMatchers("/store/applications/**", "/store/subscriptions/**", "/store/apis/{id}/subscribe")
					.access(users.having(Permission.SUBSCRIBE))
					.anyRequest()
					.authenticated());
	}

}
