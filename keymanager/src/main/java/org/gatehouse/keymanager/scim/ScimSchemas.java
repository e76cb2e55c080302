package org.gatehouse.keymanager.scim;

import java.util.List;

/**
 * The names of what SCIM has schemas for (RFC 7643 section 10).
 */
final class ScimSchemas {

	static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

	static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

	static final String USER_TYPE = "User";

	static final String GROUP_TYPE = "Group";

	static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

	static final String SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

	private ScimSchemas() {
	}

	/** Whether it is the schema of users or of groups. */
	static boolean isOfResource(String schema) {
		return schema.equalsIgnoreCase(USER) || schema.equalsIgnoreCase(GROUP);
	}

	/**
	 * Leaves out the schema before an attribute's name (RFC 7644 section 3.10).
	 * @param name such as {@code urn:ietf:params:scim:schemas:core:2.0:User:userName}
	 * @return such as {@code userName}
	 */
	static String withoutSchema(String name) {
		for (String schema : List.of(USER + ":", GROUP + ":")) {
			if (name.regionMatches(true, 0, schema, 0, schema.length())) {
				return name.substring(schema.length());
			}
		}
		return name;
	}

}
