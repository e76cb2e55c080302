package org.gatehouse.common.api;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Who sees an API in the store ("API visibility and subscription").
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Visibility.Public.class, name = "PUBLIC"),
		@JsonSubTypes.Type(value = Visibility.RestrictedByRoles.class, name = "RESTRICTED"),
		@JsonSubTypes.Type(value = Visibility.MyDomain.class, name = "PRIVATE") })
public sealed interface Visibility {

	/**
	 * The name in WSO2's contracts.
	 * @return {@code PUBLIC}, {@code RESTRICTED} or {@code PRIVATE}
	 */
	String wireName();

	/**
	 * Everyone, signed in or not.
	 */
	record Public() implements Visibility {

		@Override
		public String wireName() {
			return "PUBLIC";
		}

	}

	/**
	 * Those of the API's tenant who hold one of some roles.
	 *
	 * @param roles at least one role name
	 */
	record RestrictedByRoles(Set<String> roles) implements Visibility {

		public RestrictedByRoles {
			roles = Set.copyOf(roles);
			if (roles.isEmpty()) {
				throw new IllegalArgumentException("visible roles: none (expected: at least one role)");
			}
		}

		@Override
		public String wireName() {
			return "RESTRICTED";
		}

	}

	/**
	 * All who are signed in to the API's tenant.
	 */
	record MyDomain() implements Visibility {

		@Override
		public String wireName() {
			return "PRIVATE";
		}

	}

}
