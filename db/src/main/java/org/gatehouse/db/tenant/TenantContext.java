package org.gatehouse.db.tenant;

import java.util.UUID;
import java.util.function.Supplier;

import org.gatehouse.common.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf this thread uses the database. A connection taken while a tenant is
 * bound sees that tenant's rows alone; one that is taken while none is bound is refused.
 * Bind before a transaction begins:
 *
 * <pre>{@code
 * try (var binding = TenantContext.bind(tenantId)) {
 *     ...
 * }
 * }</pre>
 */
public final class TenantContext {

	/** Stands for all tenants in Hibernate and in the row-level security policies. */
	static final UUID ALL = new UUID(-1, -1);

	/** Stands for no tenant; no row has it. */
	static final UUID NONE = new UUID(0, 0);

	private static final ThreadLocal<@Nullable UUID> CURRENT = new ThreadLocal<>();

	private TenantContext() {
	}

	/**
	 * The end of a binding: whatever was bound before is bound again.
	 */
	public interface Binding extends AutoCloseable {

		@Override
		void close();

	}

	/**
	 * Binds a tenant to this thread.
	 * @param tenantId the tenant
	 * @return ends the binding
	 */
	public static Binding bind(TenantId tenantId) {
		return bind(tenantId.value());
	}

	/**
	 * Lets this thread read and write the rows of all tenants. Every use says why it has
	 * to.
	 * @return ends the binding
	 */
	public static Binding acrossTenants() {
		return bind(ALL);
	}

	private static Binding bind(UUID tenant) {
		UUID before = CURRENT.get();
		CURRENT.set(tenant);
		return () -> {
			if (before == null) {
				CURRENT.remove();
			}
			else {
				CURRENT.set(before);
			}
		};
	}

	/**
	 * Does something on behalf of a tenant.
	 * @param tenantId the tenant
	 * @param action what is done
	 * @param <T> what comes of it
	 * @return what the action returned
	 */
	public static <T extends @Nullable Object> T call(TenantId tenantId, Supplier<T> action) {
		try (Binding _ = bind(tenantId)) {
			return action.get();
		}
	}

	/**
	 * The tenant that this thread acts for.
	 * @return the bound tenant
	 * @throws UnboundTenantException if none is bound, or all are
	 */
	public static TenantId current() {
		UUID tenant = CURRENT.get();
		if (tenant == null || tenant.equals(ALL)) {
			throw new UnboundTenantException();
		}
		return new TenantId(tenant);
	}

	/**
	 * What is bound, as the row-level security policies read it.
	 * @return a tenant's identifier, {@code *} for all, null where nothing is bound
	 */
	static @Nullable String setting() {
		UUID tenant = CURRENT.get();
		if (tenant == null) {
			return null;
		}
		return tenant.equals(ALL) ? "*" : tenant.toString();
	}

	/**
	 * What is bound, as Hibernate reads it.
	 * @return the tenant, {@link #ALL} or {@link #NONE}
	 */
	static UUID identifier() {
		UUID tenant = CURRENT.get();
		return (tenant != null) ? tenant : NONE;
	}

}
