package org.gatehouse.keymanager.scim;

import org.jspecify.annotations.Nullable;

/**
 * A SCIM request that is refused (RFC 7644 section 3.12).
 */
final class ScimProblem extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final @Nullable String scimType;

	ScimProblem(int status, @Nullable String scimType, String detail) {
		super(detail, null, false, false);
		this.status = status;
		this.scimType = scimType;
	}

	static ScimProblem invalidValue(String detail) {
		return new ScimProblem(400, "invalidValue", detail);
	}

	static ScimProblem invalidFilter(String filter) {
		return new ScimProblem(400, "invalidFilter",
				"filter: " + filter + " (expected: userName or displayName, eq or co, and a text in quotes)");
	}

	static ScimProblem invalidPath(String path) {
		return new ScimProblem(400, "invalidPath", "path: '" + path + "' (expected: an attribute that can be changed)");
	}

	int status() {
		return this.status;
	}

	@Nullable String scimType() {
		return this.scimType;
	}

}
