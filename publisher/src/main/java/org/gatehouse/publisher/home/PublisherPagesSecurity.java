package org.gatehouse.publisher.home;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalSecurity;
import org.gatehouse.web.security.SignedInUsers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may do what in the publisher's pages: creators design, publishers also decide about
 * the lifecycle and subscriptions.
 */
@Configuration(proxyBeanMethods = false)
class PublisherPagesSecurity {

	@Bean
	@Order(30)
	SecurityFilterChain publisherPages(HttpSecurity http, PortalSecurity portals, SignedInUsers users) {
		return portals.chain(http, Portal.PUBLISHER,
				access -> access
					.requestMatchers(HttpMethod.POST, "/publisher/apis/*/lifecycle",
							"/publisher/apis/*/lifecycle/notice", "/publisher/apis/*/subscriptions/**")
					.access(users.having(Permission.PUBLISH))
					.requestMatchers(HttpMethod.POST, "/publisher/apis/new", "/publisher/apis/import",
							"/publisher/apis/*/delete")
					.access(users.having(Permission.CREATE))
					.anyRequest()
					.access(users.having(Permission.CREATE, Permission.PUBLISH)));
	}

}
