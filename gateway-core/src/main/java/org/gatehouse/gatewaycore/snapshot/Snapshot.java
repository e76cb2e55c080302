package org.gatehouse.gatewaycore.snapshot;

import java.util.Map;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.TracedApi;
import org.gatehouse.gatewaycore.assertion.AssertionRules;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * All that a call is judged by, compiled and immutable but for the counters of its
 * limits. A call reads the current one once and finishes on it. The next one shares with
 * it all that did not change.
 *
 * @param revision the feed's revision that it was compiled from
 * @param apis the APIs by their prefixes
 * @param keys the applications' clients by consumer key
 * @param signingKeys the keys that tokens are signed with
 * @param revoked the tokens that no longer hold
 * @param apiKeys the API keys by their hash
 * @param certificates the client certificates of API versions, by their fingerprint
 * @param asksForCertificates whether an API takes client certificates
 * @param traced the API versions whose calls are all traced
 * @param assertions whether and how backends are told who calls, by tenant
 * @param denials the deny rules
 */
public record Snapshot(long revision, ApiTable<CompiledApi> apis, Table<String, CompiledApplication.Key> keys,
		SigningKeys signingKeys, Revoked revoked, Table<TokenHash, CompiledApiKey> apiKeys,
		Table<ApiId, Map<String, CompiledCertificate>> certificates, boolean asksForCertificates,
		Table<ApiId, TracedApi> traced, Map<TenantId, AssertionRules> assertions, Denials denials) {

	/**
	 * Finds a certificate.
	 * @param api the API version that is called
	 * @param fingerprint SHA-256 of the certificate in lower-case hex
	 * @return what the API knows of it, null where it does not know it
	 */
	public @Nullable CompiledCertificate certificate(ApiId api, String fingerprint) {
		Map<String, CompiledCertificate> known = this.certificates.get(api);
		return (known == null) ? null : known.get(fingerprint);
	}

	/**
	 * Tells whether all calls of an API version are traced.
	 * @param api the API version
	 * @return true where tracing is switched on for it
	 */
	public boolean isTraced(ApiId api) {
		return this.traced.size() > 0 && this.traced.get(api) != null;
	}

}
