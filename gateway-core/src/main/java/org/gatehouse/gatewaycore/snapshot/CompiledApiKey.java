package org.gatehouse.gatewaycore.snapshot;

import java.util.List;
import java.util.Set;

import org.gatehouse.common.application.RefererPattern;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * An API key, ready to be asked. It stands for its application as a token of the
 * application itself without scopes does.
 *
 * @param token what the key says; its consumer key is the one by which the snapshot knows
 * the application
 * @param addresses from where it is taken; where empty, from anywhere
 * @param referers the pages from which it is taken; where empty, from any
 */
public record CompiledApiKey(AccessToken token, List<IpRange> addresses, List<RefererPattern> referers) {

	public CompiledApiKey {
		addresses = List.copyOf(addresses);
		referers = List.copyOf(referers);
	}

	static CompiledApiKey of(SnapshotEntry.ApiKey key, TenantId tenant) {
		AccessToken token = new AccessToken(TokenHash.fromHex(key.keyHash()), key.key(), null,
				Set.of(AccessToken.APPLICATION_SCOPE), key.createdAt().toEpochMilli(),
				(key.expiresAt() != null) ? key.expiresAt().toEpochMilli() : Long.MAX_VALUE, -1, tenant);
		return new CompiledApiKey(token, key.permittedIps().stream().map(IpRange::of).toList(),
				key.permittedReferers().stream().map(RefererPattern::of).toList());
	}

	/**
	 * Tells whether a call may use the key.
	 * @param address the client's IP address
	 * @param referer the page that calls, null where the call names none
	 * @return false where it comes from elsewhere
	 */
	public boolean permits(String address, @Nullable String referer) {
		return isFrom(address) && (this.referers.isEmpty()
				|| (referer != null && this.referers.stream().anyMatch((pattern) -> pattern.matches(referer))));
	}

	private boolean isFrom(String address) {
		if (this.addresses.isEmpty()) {
			return true;
		}
		try {
			byte[] bytes = IpRange.bytes(address);
			return this.addresses.stream().anyMatch((range) -> range.contains(bytes));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
