package org.gatehouse.keymanager.revocation;

import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.oauth.TokenEnds;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends everything that was issued in the tenant: for when nobody knows who has what.
 */
@Service
class TenantRevocation {

	/** Up to here tokens are counted. */
	static final int COUNTED = 10_000;

	private final TokenEnds ends;

	private final Revocations revocations;

	TenantRevocation(TokenEnds ends, Revocations revocations) {
		this.ends = ends;
		this.revocations = revocations;
	}

	int countLive() {
		return this.ends.countLive(COUNTED);
	}

	int countApiKeys() {
		return this.ends.countApiKeys();
	}

	/**
	 * Ends all tokens that were issued so far, and all sign-ins but one.
	 * @param kept the sign-in that goes on, null where none does
	 * @return the key of the last revocation in the change feed, empty where no token
	 * lasted
	 */
	@Transactional
	public Optional<String> all(@Nullable UUID kept) {
		return this.revocations.ofTenant(kept);
	}

}
