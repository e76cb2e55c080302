package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Denied;
import org.gatehouse.gatewaycore.throttle.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * The deny rules that are active, ready to be asked.
 */
public final class Denials {

	static final Denials NONE = new Denials(Map.of());

	private final Map<TenantId, OfTenant> tenants;

	private Denials(Map<TenantId, OfTenant> tenants) {
		this.tenants = tenants;
	}

	static Denials of(Collection<KnownEntry> rules) {
		Map<TenantId, OfTenant> tenants = new HashMap<>();
		for (KnownEntry known : rules) {
			if (known.entry() instanceof SnapshotEntry.DenyRule rule && rule.active()) {
				tenants.computeIfAbsent(known.tenantId(), (_) -> new OfTenant()).add(rule.denied());
			}
		}
		return tenants.isEmpty() ? NONE : new Denials(tenants);
	}

	/**
	 * Tells whether there are any.
	 * @return true where nobody is denied anything
	 */
	public boolean isEmpty() {
		return this.tenants.isEmpty();
	}

	/**
	 * The rules of a tenant.
	 * @param tenant the tenant
	 * @return its rules, null for none
	 */
	public @Nullable OfTenant of(TenantId tenant) {
		return this.tenants.get(tenant);
	}

	/** The rules of one tenant. */
	public static final class OfTenant {

		private final Map<String, Set<String>> apis = new HashMap<>();

		private final Set<ApplicationId> applications = new HashSet<>();

		private final Set<String> users = new HashSet<>();

		private final Set<String> addresses = new HashSet<>();

		private final List<AddressRange> ranges = new ArrayList<>();

		private final List<AddressRange> allowedRanges = new ArrayList<>();

		private void add(Denied denied) {
			switch (denied) {
				case Denied.Api api ->
					this.apis.computeIfAbsent(api.context(), (_) -> new HashSet<>()).add(api.version());
				case Denied.Application application -> this.applications.add(application.id());
				case Denied.User user -> this.users.add(user.name());
				case Denied.Address address when address.inverted() ->
					this.allowedRanges.add(new AddressRange(address.range()));
				case Denied.Address address when address.range().first().equals(address.range().last()) ->
					this.addresses.add(address.range().first());
				case Denied.Address address -> this.ranges.add(new AddressRange(address.range()));
			}
		}

		/**
		 * Tells whether all calls to an API are denied.
		 * @param context its context
		 * @param version its version
		 * @return true if they are
		 */
		public boolean deniesApi(String context, String version) {
			return this.apis.getOrDefault(context, Set.of()).contains(version);
		}

		/**
		 * Tells whether all calls of an application are denied.
		 * @param id the application
		 * @return true if they are
		 */
		public boolean deniesApplication(ApplicationId id) {
			return this.applications.contains(id);
		}

		/**
		 * Tells whether all calls of a user are denied.
		 * @param name the user's name
		 * @return true if they are
		 */
		public boolean deniesUser(String name) {
			return this.users.contains(name);
		}

		/**
		 * Tells whether all calls from an address are denied.
		 * @param address an IP address
		 * @param reader makes bytes of it, where there are ranges
		 * @return true if they are
		 */
		public boolean deniesAddress(String address, Function<String, byte[]> reader) {
			if (this.addresses.contains(address)) {
				return true;
			}
			if (this.ranges.isEmpty() && this.allowedRanges.isEmpty()) {
				return false;
			}
			byte[] bytes = reader.apply(address);
			return this.ranges.stream().anyMatch((range) -> range.contains(bytes))
					|| this.allowedRanges.stream().anyMatch((range) -> !range.contains(bytes));
		}

	}

}
