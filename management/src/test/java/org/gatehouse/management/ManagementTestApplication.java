package org.gatehouse.management;

import java.util.Set;

import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.security.UserRoles;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A node with the management API and no other role.
 */
@SpringBootApplication
class ManagementTestApplication {

	@Bean
	JwtDecoder noJwtIsGood() {
		return (token) -> {
			throw new BadJwtException("not one of ours");
		};
	}

	@Bean
	PortalClientSecrets secrets() {
		return (portal) -> "secret-of-" + portal;
	}

	@Bean
	UserRoles roles() {
		return (name) -> Set.of();
	}

}
