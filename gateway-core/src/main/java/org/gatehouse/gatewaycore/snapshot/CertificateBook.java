package org.gatehouse.gatewaycore.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.SubscriptionId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.TokenHash;

/**
 * The client certificates of APIs. A certificate stands for an application of its own
 * that has subscribed to its API alone.
 */
final class CertificateBook {

	private final TierBook tiers;

	private final EntryBook entries = new EntryBook();

	private final Table.Editor<ApiId, Map<String, CompiledCertificate>> byApi = new Table.Editor<>();

	CertificateBook(TierBook tiers) {
		this.tiers = tiers;
	}

	void put(KnownEntry known, CallerCertificate certificate) {
		TierCell tier = this.tiers.get(known.tenantId(), TierLevel.SUBSCRIPTION, certificate.tier());
		remove(certificate.key());
		UUID id = UUID.nameUUIDFromBytes(
				(certificate.apiId() + " " + certificate.fingerprint()).getBytes(StandardCharsets.US_ASCII));
		SnapshotEntry.Subscription subscription = new SnapshotEntry.Subscription(new SubscriptionId(id),
				new ApplicationId(id), certificate.apiId(), certificate.tier(), SubscriptionStatus.UNBLOCKED);
		CompiledApplication.Subscribed subscribed = new CompiledApplication.Subscribed(known, subscription,
				subscription.applicationId(), certificate.apiId(), tier);
		AccessToken token = new AccessToken(TokenHash.fromHex(certificate.fingerprint()), "", null,
				Set.of(AccessToken.APPLICATION_SCOPE), certificate.notBefore().toEpochMilli(),
				certificate.notAfter().toEpochMilli(), -1, known.tenantId());
		subscribed.retain();
		Map<String, CompiledCertificate> next = copy(certificate.apiId());
		next.put(certificate.fingerprint(), new CompiledCertificate(token, subscribed,
				certificate.notBefore().toEpochMilli(), certificate.notAfter().toEpochMilli()));
		this.byApi.put(certificate.apiId(), Map.copyOf(next));
		this.entries.put(known);
	}

	void remove(String key) {
		KnownEntry known = this.entries.get(key);
		if (known == null || !(known.entry() instanceof CallerCertificate certificate)) {
			return;
		}
		this.entries.remove(key);
		Map<String, CompiledCertificate> next = copy(certificate.apiId());
		CompiledCertificate gone = next.remove(certificate.fingerprint());
		if (gone != null) {
			gone.subscribed().release();
		}
		if (next.isEmpty()) {
			this.byApi.remove(certificate.apiId());
		}
		else {
			this.byApi.put(certificate.apiId(), Map.copyOf(next));
		}
	}

	private Map<String, CompiledCertificate> copy(ApiId api) {
		Map<String, CompiledCertificate> now = this.byApi.get(api);
		return (now == null) ? new HashMap<>() : new HashMap<>(now);
	}

	Table<ApiId, Map<String, CompiledCertificate>> publish() {
		return this.byApi.table();
	}

	Kept kept() {
		return this.entries.kept();
	}

}
