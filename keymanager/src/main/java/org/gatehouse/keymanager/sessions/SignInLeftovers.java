package org.gatehouse.keymanager.sessions;

import org.gatehouse.db.identity.OneTimeLinks;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.db.tenant.TenantContext;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes sign-ins that are over and links that have expired, in small batches.
 */
@Component
class SignInLeftovers {

	private static final int BATCH = 1000;

	private final SignIns signIns;

	private final OneTimeLinks links;

	SignInLeftovers(SignIns signIns, OneTimeLinks links) {
		this.signIns = signIns;
		this.links = links;
	}

	/** All tenants' rows go by the same rule, so that one pass serves them all. */
	@Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT4M")
	void remove() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			int removed;
			do {
				removed = Math.max(this.signIns.deleteOver(BATCH), this.links.deleteExpired(BATCH));
			}
			while (removed == BATCH);
		}
	}

}
