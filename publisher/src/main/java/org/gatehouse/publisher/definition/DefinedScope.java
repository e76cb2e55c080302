package org.gatehouse.publisher.definition;

import java.util.List;

/**
 * A scope that a document declares.
 *
 * @param key what a client asks for
 * @param name its display name; the key where the document gives none
 * @param description may be empty
 * @param roles the roles bound to it by WSO2's extensions ({@code x-scopes-bindings},
 * {@code x-wso2-scopes}); empty where the document binds none
 */
public record DefinedScope(String key, String name, String description, List<String> roles) {

	public DefinedScope {
		roles = List.copyOf(roles);
	}

}
