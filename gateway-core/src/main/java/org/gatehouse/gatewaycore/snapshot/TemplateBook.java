package org.gatehouse.gatewaycore.snapshot;

import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.mediation.CompiledMediation;
import org.gatehouse.mediation.PolicyCompiler;
import org.jspecify.annotations.Nullable;

/**
 * The tenants' API templates, and what comes of them together with what an API and an
 * operation say: on the way in the template acts first, on the way out last.
 */
final class TemplateBook {

	private final EntryBook known = new EntryBook();

	/** By tenant domain. */
	private final Map<String, CompiledMediation> compiled = new HashMap<>();

	/**
	 * Puts a template in force.
	 * @param entry the entry
	 * @param template what it says
	 * @throws IllegalArgumentException with everything that is wrong; nothing is changed
	 * then
	 */
	void put(KnownEntry entry, SnapshotEntry.ApiTemplate template) {
		this.compiled.put(template.tenantDomain(), PolicyCompiler.compile(template.mediation(), null));
		this.known.put(entry);
	}

	/**
	 * Removes a template.
	 * @param key the key of its entry
	 * @return the tenant's domain
	 */
	String remove(String key) {
		String domain = key.substring(key.indexOf(':') + 1);
		this.compiled.remove(domain);
		this.known.remove(key);
		return domain;
	}

	/**
	 * Compiles what happens to the calls and answers of an operation.
	 * @param api the API
	 * @param operation the operation
	 * @return what happens, null for nothing
	 * @throws IllegalArgumentException with everything that is wrong
	 */
	@Nullable CompiledMediation around(SnapshotEntry.DeployedApi api, SnapshotEntry.Operation operation) {
		OperationDefinition definition = operation.runtime().definition();
		CompiledMediation own = PolicyCompiler.compile(operation.runtime().mediation(), definition);
		CompiledMediation ofApi = PolicyCompiler.compile(api.runtime().mediation(), definition);
		return this.compiled.getOrDefault(api.tenantDomain(), CompiledMediation.NONE)
			.around(ofApi.around(own))
			.orNull();
	}

	Kept kept() {
		return this.known.kept();
	}

}
