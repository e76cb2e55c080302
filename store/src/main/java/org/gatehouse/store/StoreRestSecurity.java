package org.gatehouse.store;

import org.gatehouse.web.security.RestSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may call what of the store's REST interface: the catalogue is open, as in the
 * contract; what is not named here is closed.
 */
@Configuration(proxyBeanMethods = false)
class StoreRestSecurity {

	private static final String SUBSCRIBE = "SCOPE_apim:subscribe";

	private static final String APP_MANAGE = "SCOPE_apim:app_manage";

	private static final String APP_IMPORT_EXPORT = "SCOPE_apim:app_import_export";

	@Bean
	@Order(60)
	SecurityFilterChain storeRestChain(HttpSecurity http, RestSecurity rest) {
		String applications = StorePaths.REST + "/applications";
		return rest.chain(http, StorePaths.REST + "/**",
				(access) -> access
					.requestMatchers(HttpMethod.GET, StorePaths.REST + "/apis/**", StorePaths.REST + "/apis",
							StorePaths.REST + "/tags", StorePaths.REST + "/throttling-policies/**")
					.permitAll()
					.requestMatchers(HttpMethod.GET, applications)
					.hasAnyAuthority(SUBSCRIBE, APP_MANAGE, APP_IMPORT_EXPORT)
					.requestMatchers(HttpMethod.DELETE, applications + "/{applicationId}")
					.hasAnyAuthority(SUBSCRIBE, APP_MANAGE, APP_IMPORT_EXPORT)
					.requestMatchers(applications + "/{applicationId}/api-keys/**")
					.hasAnyAuthority(SUBSCRIBE, APP_MANAGE, "SCOPE_apim:api_key")
					.requestMatchers(applications, applications + "/**")
					.hasAnyAuthority(SUBSCRIBE, APP_MANAGE)
					.requestMatchers(StorePaths.REST + "/subscriptions", StorePaths.REST + "/subscriptions/**")
					.hasAnyAuthority(SUBSCRIBE, "SCOPE_apim:sub_manage")
					.requestMatchers(StorePaths.REST + "/settings")
					.hasAuthority("SCOPE_apim:store_settings")
					.anyRequest()
					.denyAll());
	}

}
