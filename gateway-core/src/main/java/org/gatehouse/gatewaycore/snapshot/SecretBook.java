package org.gatehouse.gatewaycore.snapshot;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.EndpointCertificate;
import org.gatehouse.gatewaycore.assertion.AssertionRules;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.credentials.TlsContexts;
import org.gatehouse.gatewaycore.credentials.TrustedBackends;

/**
 * What tenants say about their backends as a whole: which certificates are trusted there,
 * and how they are told who calls.
 */
final class SecretBook {

	private final EndpointSecrets secrets;

	private final String defaultTenant;

	private final EntryBook known = new EntryBook();

	private final Map<String, Trusted> certificates = new HashMap<>();

	private final Map<TenantId, AssertionRules> assertions = new HashMap<>();

	private final Set<String> changedTrust = new HashSet<>();

	private TrustedBackends trusted = TrustedBackends.NONE;

	private Map<TenantId, AssertionRules> published = Map.of();

	private boolean changed;

	SecretBook(EndpointSecrets secrets, String defaultTenant) {
		this.secrets = secrets;
		this.defaultTenant = defaultTenant;
	}

	private record Trusted(TenantId tenant, EndpointCertificate entry, X509Certificate certificate) {

	}

	void put(KnownEntry entry, EndpointCertificate certificate) {
		this.certificates.put(certificate.key(),
				new Trusted(entry.tenantId(), certificate, TlsContexts.certificate(certificate.certificate())));
		this.known.put(entry);
		trust(certificate.tenantDomain());
	}

	void put(KnownEntry entry, BackendJwt jwt) {
		this.assertions.put(entry.tenantId(), AssertionRules.of(jwt, this.secrets, this.defaultTenant));
		this.known.put(entry);
		this.changed = true;
	}

	void remove(String key) {
		KnownEntry gone = this.known.get(key);
		if (gone == null) {
			return;
		}
		this.known.remove(key);
		if (gone.entry() instanceof EndpointCertificate certificate) {
			this.certificates.remove(key);
			trust(certificate.tenantDomain());
		}
		else {
			this.assertions.remove(gone.tenantId());
			this.changed = true;
		}
	}

	private void trust(String tenantDomain) {
		TrustedBackends.Builder all = new TrustedBackends.Builder();
		this.certificates.values()
			.forEach((it) -> all.add(it.tenant(), it.entry().host(), it.entry().port(), it.certificate()));
		this.trusted = all.build();
		this.changedTrust.add(tenantDomain);
	}

	TrustedBackends trusted() {
		return this.trusted;
	}

	/**
	 * The tenants whose endpoints are to be secured anew.
	 * @return their domains; the next question has those of what changed since
	 */
	Set<String> changedTrust() {
		Set<String> all = Set.copyOf(this.changedTrust);
		this.changedTrust.clear();
		return all;
	}

	Map<TenantId, AssertionRules> publish() {
		if (this.changed) {
			this.published = Map.copyOf(this.assertions);
			this.changed = false;
		}
		return this.published;
	}

	/** What is in force and lacks something. */
	List<String> problems() {
		List<String> problems = new ArrayList<>();
		for (AssertionRules rules : this.published.values()) {
			if (rules.problem() != null) {
				problems.add("backend-jwt:" + rules.tenantDomain() + ": " + rules.problem());
			}
		}
		return problems;
	}

	Kept kept() {
		return this.known.kept();
	}

}
