package org.gatehouse.server.controlplane;

import javax.net.ssl.SSLContext;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.gatehouse.server.Role;
import org.gatehouse.server.launch.LaunchedNode;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.tls.TlsIdentity;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * One Tomcat with a port for everybody and one for operators.
 */
@Configuration(proxyBeanMethods = false)
class WebServer {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementPort(LaunchedNode node) {
		return (factory) -> {
			if (node.is(Role.MANAGEMENT)) {
				factory.addAdditionalConnectors(managementConnector(node));
			}
		};
	}

	@Bean
	FilterRegistrationBean<PortFilter> portFilter(LaunchedNode node) {
		FilterRegistrationBean<PortFilter> registration = new FilterRegistrationBean<>(
				new PortFilter(node.ports().management()));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	/** How parts of this node call each other: the node's own certificate is trusted. */
	@Bean
	SSLContext backChannelSslContext(LaunchedNode node) {
		return node.settings().find(Setting.INTERNAL_URL).isPresent()
				? TlsIdentity.clientContext(node.tls().certificateFile()) : node.tls().clientContext();
	}

	private static Connector managementConnector(LaunchedNode node) {
		Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
		connector.setPort(node.ports().management());
		connector.setScheme("https");
		connector.setSecure(true);
		AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
		protocol.setAddress(node.address());
		protocol.setSSLEnabled(true);
		SSLHostConfig host = new SSLHostConfig();
		SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host,
				SSLHostConfigCertificate.Type.UNDEFINED);
		certificate.setCertificateFile(node.tls().certificateFile().toString());
		certificate.setCertificateKeyFile(node.tls().keyFile().toString());
		host.addCertificate(certificate);
		connector.addSslHostConfig(host);
		return connector;
	}

}
