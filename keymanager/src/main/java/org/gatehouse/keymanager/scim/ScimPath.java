package org.gatehouse.keymanager.scim;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a step of a PATCH is about (RFC 7644 section 3.5.2), such as
 * {@code emails[primary eq true].value}.
 *
 * @param written the whole of it, for messages
 * @param attribute the attribute's name as it was written, without a schema
 * @param filter which of its values, null for the attribute itself
 * @param sub the part of it or of the value, null for the whole
 */
record ScimPath(String written, String attribute, @Nullable ScimFilter filter, @Nullable String sub) {

	/** The names in lower case, with a dot between them and without the filter. */
	String key() {
		return ((this.sub != null) ? this.attribute + "." + this.sub : this.attribute).toLowerCase(Locale.ROOT);
	}

	ScimPath withoutFilter() {
		if (this.filter != null) {
			throw ScimProblem.invalidPath(this.written);
		}
		return this;
	}

}
