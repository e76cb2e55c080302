package org.gatehouse.keymanager.scim;

import org.jspecify.annotations.Nullable;

/**
 * A SCIM request that is refused (RFC 7644 section 3.12).
 */
final class ScimProblem extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST = 300;

	private final int status;

	private final @Nullable String scimType;

	ScimProblem(int status, @Nullable String scimType, String detail) {
		super((detail.length() > LONGEST) ? detail.substring(0, LONGEST) + "…" : detail, null, false, false);
		this.status = status;
		this.scimType = scimType;
	}

	/** The body, or the message in it, is not of the form that it must have. */
	static ScimProblem invalidSyntax(String detail) {
		return new ScimProblem(400, "invalidSyntax", detail);
	}

	/** A value is missing, or not one that the attribute can have. */
	static ScimProblem invalidValue(String detail) {
		return new ScimProblem(400, "invalidValue", detail);
	}

	/** The filter is wrong, or about an attribute that it cannot be about. */
	static ScimProblem invalidFilter(String detail) {
		return new ScimProblem(400, "invalidFilter", "filter: " + detail);
	}

	/** The path of a PATCH is wrong, or names what there is not. */
	static ScimProblem invalidPath(String path) {
		return new ScimProblem(400, "invalidPath", "path: '" + path + "' (expected: an attribute that can be changed)");
	}

	/** The path of a PATCH is right, but nothing is there. */
	static ScimProblem noTarget(String path) {
		return new ScimProblem(400, "noTarget", "path: '" + path + "' (expected: a value that is there)");
	}

	/** The attribute is not to be changed in this way. */
	static ScimProblem mutability(String detail) {
		return new ScimProblem(400, "mutability", detail);
	}

	/** The answer would be longer than one that is given. */
	static ScimProblem tooMany(String detail) {
		return new ScimProblem(400, "tooMany", detail);
	}

	int status() {
		return this.status;
	}

	@Nullable String scimType() {
		return this.scimType;
	}

}
