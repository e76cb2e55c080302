package org.gatehouse.keymanager.ldap;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A directory as administrators see it.
 *
 * @param id the directory
 * @param settings what was written about it, without the password
 * @param bindPasswordSet whether there is a password
 * @param openToOthers whether passwords travel to it where others may read them
 * @param users how many users it ever showed
 * @param readAt when it was last read whole, null for never
 * @param problem what has been in the way of it since then, null where nothing was
 * @param problemAt when that was tried, null where nothing was in the way
 * @param version the version of what was written
 */
record LdapStoreView(UUID id, @JsonUnwrapped LdapStoreBody settings, boolean bindPasswordSet, boolean openToOthers,
		long users, @Nullable Instant readAt, @Nullable String problem, @Nullable Instant problemAt,
		@JsonIgnore long version) {

	/** For templates: the minute of the problem, empty where there is none. */
	public String problemTime() {
		return (this.problemAt != null) ? this.problemAt.toString().substring(0, 16) : "";
	}

	/** The domain of the directory. */
	public String domain() {
		return String.valueOf(this.settings.domain());
	}

}
