package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ClearedCache;
import org.gatehouse.common.snapshot.EndpointCertificate;
import org.gatehouse.common.snapshot.PasswordsEnded;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.TracedApi;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.gatehouse.gatewaycore.token.TokenHash;

/**
 * All that the feed has told, one book for each kind of thing. An entry that does not
 * compile is refused alone: its last good version stays in force, and it is tried again
 * when something changes that it may lack.
 */
final class Books {

	private final TierBook tiers;

	private final SecretBook secrets;

	private final TemplateBook templates = new TemplateBook();

	private final ApiBook apis;

	private final ApplicationBook applications;

	private final Table.Editor<TokenHash, CompiledApiKey> apiKeys = new Table.Editor<>();

	private final CertificateBook certificates;

	private final SigningKeyBook signingKeys;

	private final RevocationBook revocations = new RevocationBook();

	private final Table.Editor<ApiId, TracedApi> traced = new Table.Editor<>();

	private final EntryBook others = new EntryBook();

	private final DenyBook denials = new DenyBook();

	private final Map<String, Refused> refused = new LinkedHashMap<>();

	/** One object for each tenant. */
	private final Map<TenantId, TenantId> tenants = new HashMap<>();

	private List<Change> accepted = new ArrayList<>();

	/** Not before the first snapshot: who wants to know that asks for all. */
	private boolean recording;

	private boolean retry;

	Books(Quotas quotas, EndpointStates endpoints, GatewayConfiguration configuration, EndpointSecrets secrets,
			SigningKeys signingKeys) {
		this.tiers = new TierBook(quotas);
		this.secrets = new SecretBook(secrets, configuration.defaultTenant());
		this.apis = new ApiBook(this.tiers, this.templates, endpoints, configuration,
				(tenant, endpoint, scheme) -> secrets.secured(this.secrets.trusted(), tenant, endpoint, scheme));
		this.applications = new ApplicationBook(this.tiers, this.apis);
		this.certificates = new CertificateBook(this.tiers);
		this.signingKeys = new SigningKeyBook(signingKeys);
	}

	private record Refused(KnownEntry known, String reason) {

	}

	boolean knows(ApiId id) {
		return this.apis.tenantOf(id) != null;
	}

	/**
	 * Takes changes. What others depend on comes first, whatever order they are in.
	 * @param changes in the order of their revisions
	 */
	void apply(List<Change> changes) {
		for (int rank = 0; rank <= LAST_RANK; rank++) {
			for (Change change : changes) {
				if (rank(change.key()) == rank) {
					apply(change);
				}
			}
		}
	}

	private static final int LAST_RANK = 2;

	private static int rank(String key) {
		return switch (kind(key)) {
			case "tier", "endpoint-certificate", "api-template" -> 0;
			case "subscription" -> LAST_RANK;
			default -> 1;
		};
	}

	private static String kind(String key) {
		int colon = key.indexOf(':');
		return (colon < 0) ? key : key.substring(0, colon);
	}

	private void apply(Change change) {
		SnapshotEntry entry = change.entry();
		if (entry != null) {
			TenantId tenant = this.tenants.computeIfAbsent(change.tenantId(), (id) -> id);
			put(new KnownEntry(change.revision(), tenant, entry));
			return;
		}
		this.refused.remove(change.key());
		try {
			remove(change.key());
			accept(change);
		}
		catch (IllegalArgumentException ex) {
			// A key of another form than any entry that was ever taken.
		}
	}

	private void accept(Change change) {
		if (this.recording) {
			this.accepted.add(change);
		}
	}

	private void put(KnownEntry known) {
		String key = known.entry().key();
		try {
			take(known);
			this.refused.remove(key);
			accept(known.toChange());
		}
		catch (RuntimeException ex) {
			this.refused.put(key, new Refused(known, key + ": " + ex.getMessage()));
		}
	}

	/** The one place that knows all kinds of entries, with {@link #remove}. */
	private void take(KnownEntry known) {
		switch (known.entry()) {
			case SnapshotEntry.Tier tier -> {
				this.tiers.put(known, tier);
				this.retry = true;
			}
			case SnapshotEntry.DeployedApi api -> {
				this.apis.put(known, api);
				this.applications.apiCame(api.id());
				this.retry = true;
			}
			case SnapshotEntry.KnownApplication application -> this.applications.put(known, application);
			case SnapshotEntry.ApplicationKey key -> this.applications.put(known, key);
			case SnapshotEntry.Subscription subscription -> this.applications.put(known, subscription);
			case SnapshotEntry.SigningKey key -> this.signingKeys.put(known, key);
			case SnapshotEntry.Revocation revocation -> this.revocations.put(known, revocation);
			case SnapshotEntry.TokensEnded ended -> this.revocations.put(known, ended);
			case PasswordsEnded ended -> this.revocations.put(known, ended);
			case TracedApi api -> {
				this.traced.put(api.apiId(), api);
				this.others.put(known);
			}
			case EndpointCertificate certificate -> this.secrets.put(known, certificate);
			case BackendJwt jwt -> this.secrets.put(known, jwt);
			case ClearedCache cleared -> {
				this.others.put(known);
				this.apis.clear(cleared.apiId(), known.revision());
			}
			case SnapshotEntry.DenyRule _ -> this.denials.put(known);
			case SnapshotEntry.ApiTemplate template -> {
				this.templates.put(known, template);
				this.apis.recompile((api) -> api.tenantDomain().equals(template.tenantDomain()));
			}
			case SnapshotEntry.ApiKey key -> {
				CompiledApiKey compiled = CompiledApiKey.of(key, known.tenantId());
				this.apiKeys.put(compiled.token().hash(), compiled);
				this.applications.put(known, key);
			}
			case CallerCertificate certificate -> this.certificates.put(known, certificate);
		}
	}

	private void remove(String key) {
		switch (kind(key)) {
			case "tier" -> this.tiers.remove(key);
			case "api-template" -> {
				String domain = this.templates.remove(key);
				this.apis.recompile((api) -> api.tenantDomain().equals(domain));
			}
			case "api" -> {
				this.apis.remove(key);
				this.retry = true;
			}
			case "application" -> this.applications.removeApplication(key);
			case "key" -> this.applications.removeKey(key);
			case "api-key" -> {
				this.apiKeys.remove(TokenHash.fromHex(key.substring(key.indexOf(':') + 1)));
				this.applications.removeKey(key);
			}
			case "client-certificate" -> this.certificates.remove(key);
			case "subscription" -> this.applications.removeSubscription(key);
			case "deny-rule" -> this.denials.remove(key);
			case "signing-key" -> this.signingKeys.remove(key);
			case "revocation" -> this.revocations.removeToken(key.substring(key.indexOf(':') + 1));
			case "endpoint-certificate", "backend-jwt" -> this.secrets.remove(key);
			case "tokens-ended", "passwords-ended" -> this.revocations.removeEnd(key);
			case "traced" -> {
				this.traced.remove(new ApiId(UUID.fromString(key.substring(key.indexOf(':') + 1))));
				this.others.remove(key);
			}
			default -> this.others.remove(key);
		}
	}

	private void retryRefused() {
		// What is taken now may be what another lacks.
		while (this.retry && !this.refused.isEmpty()) {
			this.retry = false;
			for (Refused one : List.copyOf(this.refused.values())) {
				put(one.known());
			}
		}
		this.retry = false;
	}

	/**
	 * Takes what another state has of the entries that were refused here.
	 * @param before what was in force until now
	 */
	void fallBackTo(Books before) {
		retryRefused();
		if (this.refused.isEmpty()) {
			return;
		}
		Map<String, Refused> wanted = new HashMap<>(this.refused);
		before.kept().forEach((known) -> {
			if (wanted.containsKey(known.entry().key())) {
				put(known);
			}
		});
		this.refused.putAll(wanted);
	}

	/**
	 * Forgets what is over.
	 * @param now the time
	 * @return true if there was anything
	 */
	boolean prune(Instant now) {
		return this.revocations.prune(now);
	}

	/**
	 * Makes the snapshot of what was told until now.
	 * @param revision the feed's revision that this is the state of
	 * @return the snapshot
	 */
	Snapshot publish(long revision) {
		Set<String> trustChanged = this.secrets.changedTrust();
		if (!trustChanged.isEmpty()) {
			this.apis.recompile((api) -> trustChanged.contains(api.tenantDomain()));
		}
		retryRefused();
		this.recording = true;
		return new Snapshot(revision, this.apis.publish(), this.applications.publish(), this.signingKeys.publish(),
				this.revocations.publish(), this.apiKeys.table(), this.certificates.publish(),
				this.apis.asksForCertificates(), this.traced.table(), this.secrets.publish(), this.denials.publish());
	}

	/**
	 * What is refused, and what is in force but lacks a secret.
	 * @return one line for each entry
	 */
	List<String> problems() {
		List<String> problems = new ArrayList<>(this.refused.values().stream().map(Refused::reason).toList());
		problems.addAll(this.apis.problems());
		problems.addAll(this.secrets.problems());
		return problems;
	}

	/**
	 * What was taken or removed since the last question.
	 * @return in the order in which it happened
	 */
	List<Change> accepted() {
		List<Change> all = this.accepted;
		this.accepted = new ArrayList<>();
		return all;
	}

	/**
	 * What is in force, as of the last {@link #publish}.
	 * @return the entries
	 */
	Kept kept() {
		List<Kept> all = List.of(this.tiers.kept(), this.templates.kept(), this.secrets.kept(), this.signingKeys.kept(),
				this.apis.kept(), this.applications.kept(), this.certificates.kept(), this.revocations.kept(),
				this.denials.kept(), this.others.kept());
		return (action) -> all.forEach((kept) -> kept.forEach(action));
	}

}
