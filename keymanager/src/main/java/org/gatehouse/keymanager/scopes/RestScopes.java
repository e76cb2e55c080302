package org.gatehouse.keymanager.scopes;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.identity.Permission;

/**
 * The scopes of the platform's own REST APIs and the roles that may have them. The names
 * are those of WSO2's REST contracts, and one of our own for registering clients.
 */
final class RestScopes {

	private static final Set<Permission> PROVIDERS = EnumSet.of(Permission.CREATE, Permission.PUBLISH);

	private static final Set<Permission> CREATORS = EnumSet.of(Permission.CREATE);

	private static final Set<Permission> PUBLISHERS = EnumSet.of(Permission.PUBLISH);

	private static final Set<Permission> SUBSCRIBERS = EnumSet.of(Permission.SUBSCRIBE);

	private static final Set<Permission> ADMINISTRATORS = EnumSet.of(Permission.ADMINISTER);

	private static final Set<Permission> ANYBODY = EnumSet.allOf(Permission.class);

	private static final Map<String, Set<String>> BINDINGS = bindings();

	private RestScopes() {
	}

	/**
	 * The roles that each scope is bound to.
	 * @return role names by scope, in the order of the contracts
	 */
	static Map<String, Set<String>> rolesByScope() {
		return BINDINGS;
	}

	private static Map<String, Set<String>> bindings() {
		Map<String, Set<String>> bindings = new LinkedHashMap<>();
		bind(bindings, PROVIDERS, "api_view", "api_list_view", "api_definition_view", "subscription_view",
				"mediation_policy_view", "common_operation_policy_view", "gateway_policy_view",
				"client_certificates_view", "ep_certificates_view", "publisher_settings", "pub_alert_manage",
				"comment_view", "comment_write", "comment_manage", "document_create", "document_manage", "tier_view",
				"shared_scope_manage", "api_generate_key", "llm_provider_read", "publisher_organization_read",
				"mcp_server_view", "mcp_server_list_view");
		bind(bindings, CREATORS, "api_create", "api_mediation_policy_manage", "mediation_policy_create",
				"mediation_policy_manage", "common_operation_policy_manage", "threat_protection_policy_create",
				"threat_protection_policy_manage", "client_certificates_add", "client_certificates_update",
				"client_certificates_manage", "ep_certificates_add", "ep_certificates_update", "ep_certificates_manage",
				"mcp_server_create");
		bind(bindings, PROVIDERS, "api_delete", "api_manage", "mcp_server_delete", "mcp_server_manage");
		bind(bindings, PUBLISHERS, "api_publish", "subscription_block", "subscription_manage", "mcp_server_publish",
				"gateway_policy_manage");
		bind(bindings, SUBSCRIBERS, "subscribe", "api_key", "app_manage", "sub_manage", "sub_alert_manage");
		bind(bindings, ANYBODY, "store_settings");
		bind(bindings, ADMINISTRATORS, "admin", "tier_manage", "admin_tier_view", "admin_tier_manage", "bl_view",
				"bl_manage", "api_import_export", "api_product_import_export", "app_import_export",
				"policies_import_export", "mcp_server_import_export", "client_register");
		return bindings;
	}

	/** An administrator may all that others may. */
	private static void bind(Map<String, Set<String>> bindings, Set<Permission> permissions, String... names) {
		Set<String> roles = new LinkedHashSet<>();
		for (Permission permission : permissions) {
			roles.addAll(roles(permission));
		}
		roles.add(Permission.ADMIN_ROLE);
		for (String name : names) {
			bindings.put("apim:" + name, Set.copyOf(roles));
		}
	}

	private static List<String> roles(Permission permission) {
		return switch (permission) {
			case CREATE -> List.of(Permission.CREATOR_ROLE, "creator");
			case PUBLISH -> List.of(Permission.PUBLISHER_ROLE, "publisher");
			case SUBSCRIBE -> List.of(Permission.SUBSCRIBER_ROLE, "subscriber");
			case ADMINISTER -> List.of(Permission.ADMIN_ROLE);
		};
	}

}
