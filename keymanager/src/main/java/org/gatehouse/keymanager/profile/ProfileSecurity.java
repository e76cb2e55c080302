package org.gatehouse.keymanager.profile;

import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets everybody who is signed in see what is their own.
 */
@Configuration(proxyBeanMethods = false)
class ProfileSecurity {

	@Bean
	@Order(16)
	SecurityFilterChain profilePagesSecurity(HttpSecurity http, PortalSecurity portals) {
		return portals.chain(http, Portal.PROFILE, (access) -> access.anyRequest().authenticated());
	}

}
