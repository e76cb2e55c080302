package org.gatehouse.keymanager.throttling;

import java.util.Arrays;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.web.security.RestSecurity;
import org.gatehouse.web.security.SignedInUsers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Which scopes the administration of throttling asks for, as the contract has them. Some
 * of them are also those of providers, so that the caller has to be an administrator
 * besides.
 */
@Configuration(proxyBeanMethods = false)
class ThrottlingSecurity {

	@Bean
	@Order(14)
	SecurityFilterChain throttlingRestSecurity(HttpSecurity http, RestSecurity security, SignedInUsers users) {
		String policies = PoliciesRestController.PATH;
		String deny = DenyRestController.PATH + "/deny-polic*/**";
		return security.chain(http, DenyRestController.PATH + "/**", (requests) -> {
			requests.requestMatchers(policies + "/export", policies + "/import")
				.access(administrator(users, "tier_manage", "admin_tier_manage", "policies_import_export"));
			requests.requestMatchers(HttpMethod.GET, policies + "/**")
				.access(administrator(users, "tier_view", "admin_tier_view", "tier_manage", "admin_tier_manage"));
			requests.requestMatchers(policies + "/**").access(administrator(users, "tier_manage", "admin_tier_manage"));
			requests.requestMatchers(HttpMethod.GET, deny).access(administrator(users, "bl_view", "bl_manage"));
			requests.requestMatchers(deny).access(administrator(users, "bl_manage"));
			requests.anyRequest().denyAll();
		});
	}

	private static AuthorizationManager<RequestAuthorizationContext> administrator(SignedInUsers users,
			String... scopes) {
		String[] authorities = Arrays.stream(scopes).map((scope) -> "SCOPE_apim:" + scope).toArray(String[]::new);
		String[] all = Arrays.copyOf(authorities, authorities.length + 1);
		all[authorities.length] = "SCOPE_apim:admin";
		return AuthorizationManagers.allOf(AuthorityAuthorizationManager.hasAnyAuthority(all),
				users.having(Permission.ADMINISTER));
	}

}
