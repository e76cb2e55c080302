package org.gatehouse.keymanager;

import org.gatehouse.keymanager.mail.MailProperties;
import org.gatehouse.keymanager.recovery.SignUpProperties;
import org.gatehouse.keymanager.signing.SigningKeyProperties;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/**
 * Contributes the key manager to the platform's one Spring application. It comes before
 * Spring Boot's own authorization server, which then leaves the field to it.
 */
@AutoConfiguration(beforeName = {
		"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ComponentScan
@EnableConfigurationProperties({ AdministratorProperties.class, KeyManagerProperties.class, SigningKeyProperties.class,
		MailProperties.class, SignUpProperties.class })
public class KeyManagerAutoConfiguration {

}
