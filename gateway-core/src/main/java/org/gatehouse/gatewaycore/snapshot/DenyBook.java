package org.gatehouse.gatewaycore.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The deny rules of all tenants.
 */
final class DenyBook {

	private final Map<String, KnownEntry> known = new LinkedHashMap<>();

	private Denials published = Denials.NONE;

	private boolean changed;

	void put(KnownEntry rule) {
		this.known.put(rule.entry().key(), rule);
		this.changed = true;
	}

	void remove(String key) {
		this.changed |= this.known.remove(key) != null;
	}

	/**
	 * The rules with all that was changed until now.
	 * @return the rules for calls
	 */
	Denials publish() {
		if (this.changed) {
			this.published = Denials.of(this.known.values());
			this.changed = false;
		}
		return this.published;
	}

	Kept kept() {
		return List.copyOf(this.known.values())::forEach;
	}

}
