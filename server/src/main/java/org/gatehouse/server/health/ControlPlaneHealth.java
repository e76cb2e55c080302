package org.gatehouse.server.health;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gatehouse.db.oauth.SigningKeyRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks at what the control plane cannot do without. That it runs at all means that the
 * database's schema is of this version.
 */
@Component
class ControlPlaneHealth {

	private static final Logger logger = LoggerFactory.getLogger(ControlPlaneHealth.class);

	private final SigningKeyRepository signingKeys;

	ControlPlaneHealth(SigningKeyRepository signingKeys) {
		this.signingKeys = signingKeys;
	}

	/**
	 * Looks now.
	 * @return whether each check passed, by its name
	 */
	Map<String, Boolean> checks() {
		Map<String, Boolean> checks = new LinkedHashMap<>();
		try {
			boolean signs = TenantContext.call(DefaultTenant.ID,
					() -> !this.signingKeys.findAllByOrderByActiveFromDesc().isEmpty());
			checks.put("database", true);
			checks.put("signingKey", signs);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.debug("the database does not answer", ex);
			checks.put("database", false);
		}
		return checks;
	}

}
