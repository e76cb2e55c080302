package org.gatehouse.db.tenant;

import java.util.Map;
import java.util.UUID;

import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;

/**
 * Tells Hibernate the tenant of {@link TenantContext}, which it adds to every query and
 * every new row of an entity with a {@code TenantId}.
 */
final class CurrentTenant implements CurrentTenantIdentifierResolver<UUID>, HibernatePropertiesCustomizer {

	@Override
	public UUID resolveCurrentTenantIdentifier() {
		return TenantContext.identifier();
	}

	@Override
	public boolean validateExistingCurrentSessions() {
		return true;
	}

	@Override
	public boolean isRoot(UUID tenantId) {
		return TenantContext.ALL.equals(tenantId);
	}

	@Override
	public void customize(Map<String, Object> hibernateProperties) {
		hibernateProperties.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, this);
	}

}
