package org.gatehouse.publisher.rest;

import org.gatehouse.web.security.RestSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Which scopes the operations of the publisher's REST interface ask for, as the contract
 * has them.
 */
@Configuration(proxyBeanMethods = false)
class PublisherRestSecurity {

	private static final String BASE = "/api/am/publisher/v4";

	@Bean
	@Order(20)
	SecurityFilterChain publisherRestChain(HttpSecurity http, RestSecurity security) {
		return security.chain(http, BASE + "/**", requests -> {
			apis(requests);
			revisions(requests);
			lifecycle(requests);
			clientCertificates(requests);
			scopes(requests);
			policies(requests);
			rest(requests);
			requests.anyRequest().denyAll();
		});
	}

	private static void apis(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		allow(requests, HttpMethod.GET, "/apis", "api_view", "api_manage", "api_import_export", "api_list_view");
		for (String path : new String[] { "/apis", "/apis/import-openapi", "/apis/validate-openapi", "/apis/copy-api",
				"/apis/validate" }) {
			allow(requests, HttpMethod.POST, path, "api_create", "api_manage");
		}
		allow(requests, HttpMethod.GET, "/apis/{apiId}", "api_view", "api_manage", "api_import_export",
				"api_product_import_export");
		allow(requests, HttpMethod.PUT, "/apis/{apiId}", "api_create", "api_manage", "api_publish");
		allow(requests, HttpMethod.DELETE, "/apis/{apiId}", "api_delete", "api_manage", "api_import_export");
		allow(requests, HttpMethod.GET, "/apis/{apiId}/swagger", "api_view", "api_manage", "api_definition_view");
		allow(requests, HttpMethod.PUT, "/apis/{apiId}/swagger", "api_create", "api_manage");
	}

	private static void revisions(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		allow(requests, HttpMethod.GET, "/apis/{apiId}/revisions", "api_view", "api_create", "api_manage",
				"api_publish", "api_import_export");
		allow(requests, HttpMethod.POST, "/apis/{apiId}/revisions", "api_create", "api_manage", "api_publish",
				"api_import_export");
		allow(requests, HttpMethod.GET, "/apis/{apiId}/revisions/{revisionId}", "api_view", "api_create", "api_manage",
				"api_publish");
		allow(requests, HttpMethod.DELETE, "/apis/{apiId}/revisions/{revisionId}", "api_create", "api_manage",
				"api_publish", "api_import_export");
		allow(requests, HttpMethod.POST, "/apis/{apiId}/deploy-revision", "api_create", "api_manage", "api_publish");
		allow(requests, HttpMethod.POST, "/apis/{apiId}/undeploy-revision", "api_create", "api_manage", "api_publish",
				"api_import_export");
		allow(requests, HttpMethod.POST, "/apis/{apiId}/clear-cache", "api_create", "api_manage", "api_publish");
		allow(requests, HttpMethod.GET, "/apis/{apiId}/deployments", "api_view", "api_create", "api_manage",
				"api_publish");
	}

	private static void lifecycle(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		allow(requests, HttpMethod.POST, "/apis/change-lifecycle", "api_publish", "api_manage", "api_import_export");
		allow(requests, HttpMethod.PUT, "/apis/{apiId}/deprecation-notice", "api_publish", "api_manage",
				"api_import_export");
		allow(requests, HttpMethod.GET, "/apis/{apiId}/lifecycle-state", "api_view", "api_publish", "api_create",
				"api_manage");
		allow(requests, HttpMethod.GET, "/apis/{apiId}/lifecycle-history", "api_view", "api_publish", "api_manage");
	}

	private static void clientCertificates(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		String path = "/apis/{apiId}/client-certificates";
		allow(requests, HttpMethod.GET, path, "api_view", "api_manage", "client_certificates_view",
				"client_certificates_manage");
		allow(requests, HttpMethod.POST, path, "api_create", "api_manage", "client_certificates_add",
				"client_certificates_manage");
		allow(requests, HttpMethod.GET, path + "/{alias}", "api_view", "api_manage", "client_certificates_view",
				"client_certificates_manage");
		allow(requests, HttpMethod.GET, path + "/{alias}/content", "api_view", "api_manage", "client_certificates_view",
				"client_certificates_manage");
		for (HttpMethod method : new HttpMethod[] { HttpMethod.PUT, HttpMethod.DELETE }) {
			allow(requests, method, path + "/{alias}", "api_create", "api_manage", "client_certificates_update",
					"client_certificates_manage");
		}
	}

	private static void scopes(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		allow(requests, HttpMethod.GET, "/scopes", "api_view", "shared_scope_manage");
		allow(requests, HttpMethod.POST, "/scopes", "shared_scope_manage");
		allow(requests, HttpMethod.GET, "/scopes/{scopeId}", "api_view", "shared_scope_manage");
		allow(requests, HttpMethod.PUT, "/scopes/{scopeId}", "shared_scope_manage");
		allow(requests, HttpMethod.DELETE, "/scopes/{scopeId}", "shared_scope_manage");
		allow(requests, HttpMethod.HEAD, "/scopes/{scopeId}", "api_create", "api_publish", "api_manage",
				"shared_scope_manage");
		allow(requests, HttpMethod.HEAD, "/roles/{roleId}", "api_create", "api_publish", "api_manage");
	}

	private static void policies(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		String[] view = { "common_operation_policy_view", "common_operation_policy_manage", "policies_import_export" };
		allow(requests, HttpMethod.GET, "/operation-policies", view);
		allow(requests, HttpMethod.GET, "/operation-policies/export", "policies_import_export");
		allow(requests, HttpMethod.POST, "/operation-policies/import", "policies_import_export");
		allow(requests, HttpMethod.POST, "/operation-policies", "common_operation_policy_manage");
		allow(requests, HttpMethod.GET, "/operation-policies/{policyId}", view);
		allow(requests, HttpMethod.DELETE, "/operation-policies/{policyId}", "common_operation_policy_manage",
				"policies_import_export");
		allow(requests, HttpMethod.GET, "/operation-policies/{policyId}/content", view);
		String[] viewOfApi = { "api_view", "api_manage", "mediation_policy_view", "mediation_policy_manage",
				"api_mediation_policy_manage" };
		String[] change = { "api_manage", "mediation_policy_create", "mediation_policy_manage",
				"api_mediation_policy_manage" };
		allow(requests, HttpMethod.GET, "/apis/{apiId}/operation-policies", viewOfApi);
		allow(requests, HttpMethod.POST, "/apis/{apiId}/operation-policies", change);
		allow(requests, HttpMethod.GET, "/apis/{apiId}/operation-policies/{policyId}", viewOfApi);
		allow(requests, HttpMethod.DELETE, "/apis/{apiId}/operation-policies/{policyId}", change);
		allow(requests, HttpMethod.GET, "/apis/{apiId}/operation-policies/{policyId}/content", viewOfApi);
		allow(requests, HttpMethod.GET, "/api-template", "gateway_policy_view", "gateway_policy_manage", "admin");
		allow(requests, HttpMethod.PUT, "/api-template", "admin");
		allow(requests, HttpMethod.POST, "/apis/{apiId}/api-template-preview", "gateway_policy_view",
				"gateway_policy_manage", "admin");
	}

	private static void rest(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		allow(requests, HttpMethod.GET, "/subscriptions", "api_view", "subscription_view", "subscription_manage");
		allow(requests, HttpMethod.POST, "/subscriptions/block-subscription", "subscription_block",
				"subscription_manage");
		allow(requests, HttpMethod.POST, "/subscriptions/unblock-subscription", "subscription_block",
				"subscription_manage");
		allow(requests, HttpMethod.GET, "/throttling-policies/{level}", "api_view", "tier_view", "tier_manage");
		allow(requests, HttpMethod.GET, "/throttling-policies/{level}/{name}", "api_view", "tier_view", "tier_manage");
		certificates(requests);
		allow(requests, HttpMethod.GET, "/settings", "api_view", "publisher_settings");
	}

	private static void certificates(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		String one = "/endpoint-certificates/{alias}";
		for (String path : new String[] { "/endpoint-certificates", one, one + "/content", one + "/usage" }) {
			allow(requests, HttpMethod.GET, path, "api_view", "api_manage", "ep_certificates_view",
					"ep_certificates_manage");
		}
		allow(requests, HttpMethod.POST, "/endpoint-certificates", "api_create", "api_manage", "ep_certificates_add",
				"ep_certificates_manage");
		allow(requests, HttpMethod.PUT, one, "api_create", "api_manage", "ep_certificates_update",
				"ep_certificates_manage");
		allow(requests, HttpMethod.DELETE, one, "api_create", "api_manage", "ep_certificates_update",
				"ep_certificates_manage");
	}

	private static void allow(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
			HttpMethod method, String path, String... scopes) {
		String[] authorities = new String[scopes.length];
		for (int i = 0; i < scopes.length; i++) {
			authorities[i] = "SCOPE_apim:" + scopes[i];
		}
		requests.requestMatchers(method, BASE + path).hasAnyAuthority(authorities);
	}

}
