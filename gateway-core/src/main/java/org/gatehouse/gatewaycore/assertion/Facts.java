package org.gatehouse.gatewaycore.assertion;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;

/**
 * What a backend is told of a call. Made for each call and compared with what was told
 * before, so it only refers to what is there anyway.
 *
 * @param application the application
 * @param api the API
 * @param tier the name of the subscription's tier
 * @param keyType which endpoint the call leads to
 * @param ofApplication true for a call of the application itself, false for a user's
 * @param user who calls, empty where nobody knows
 * @param userTenant the tenant of that user
 */
public record Facts(Application application, Api api, String tier, KeyType keyType, boolean ofApplication, String user,
		TenantId userTenant) {

	/**
	 * What is told of an application.
	 *
	 * @param id the application
	 * @param name its name
	 * @param owner who owns it
	 * @param tier the name of its tier
	 */
	public record Application(ApplicationId id, String name, String owner, String tier) {

	}

	/**
	 * What is told of an API.
	 *
	 * @param tenant whose it is
	 * @param name its name
	 * @param context its context as it is declared
	 * @param version its version
	 */
	public record Api(TenantId tenant, String name, String context, String version) {

		private String versioned() {
			return this.context.contains("{version}") ? this.context.replace("{version}", this.version)
					: this.context + "/" + this.version;
		}

	}

	/**
	 * The claims, named as WSO2 API Manager names them.
	 * @param rules how the tenant's backends are told
	 */
	Map<String, String> claims(AssertionRules rules) {
		String domain = this.userTenant.equals(this.api.tenant) ? rules.tenantDomain() : this.userTenant.toString();
		Map<String, String> claims = new LinkedHashMap<>();
		claims.put("subscriber", this.application.owner);
		claims.put("applicationid", this.application.id.toString());
		claims.put("applicationname", this.application.name);
		claims.put("applicationtier", this.application.tier);
		claims.put("apiname", this.api.name);
		claims.put("apicontext", rules.pathPrefix() + this.api.versioned());
		claims.put("version", this.api.version);
		claims.put("tier", this.tier);
		claims.put("keytype", this.keyType.name());
		claims.put("usertype", this.ofApplication ? "APPLICATION" : "APPLICATION_USER");
		claims.put("enduser", this.user.isEmpty() ? "" : this.user + "@" + domain);
		claims.put("enduserTenantId", this.userTenant.toString());
		return claims;
	}

}
