package org.gatehouse.common.tier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.gatehouse.common.application.ApplicationId;

/**
 * Whose calls a deny rule refuses.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Denied.Api.class, name = "API"),
		@JsonSubTypes.Type(value = Denied.Application.class, name = "APPLICATION"),
		@JsonSubTypes.Type(value = Denied.User.class, name = "USER"),
		@JsonSubTypes.Type(value = Denied.Address.class, name = "ADDRESS") })
public sealed interface Denied {

	/**
	 * All calls to an API version of the tenant.
	 *
	 * @param context the API's context as it was designed, such as {@code /orgnews}
	 * @param version its version
	 */
	record Api(String context, String version) implements Denied {

	}

	/**
	 * All calls of an application of the tenant.
	 *
	 * @param id the application
	 */
	record Application(ApplicationId id) implements Denied {

	}

	/**
	 * All calls of a user of the tenant.
	 *
	 * @param name the user's name as tokens have it
	 */
	record User(String name) implements Denied {

	}

	/**
	 * All calls from some IP addresses to APIs of the tenant.
	 *
	 * @param range the addresses, a single one included
	 * @param inverted whether all others are meant
	 */
	record Address(IpRange range, boolean inverted) implements Denied {

	}

}
