package org.gatehouse.keymanager;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The administrator who is made at the first start.
 *
 * @param adminPassword the password of the user {@code admin}
 * ({@code gatehouse.admin-password}), used at the first start only
 */
@ConfigurationProperties("gatehouse")
public record AdministratorProperties(@DefaultValue("admin") String adminPassword) {

	/** The administrator's user name. */
	public static final String NAME = "admin";

	@Override
	public String toString() {
		return "AdministratorProperties[]";
	}

}
