package org.gatehouse.server.controlplane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.gatehouse.server.Role;
import org.gatehouse.server.launch.LaunchedNode;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * The one Spring application of all roles but the gateway. A module contributes an
 * auto-configuration; those of roles that the node does not play are left out.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@ComponentScan({ "org.gatehouse.server.controlplane", "org.gatehouse.server.health", "org.gatehouse.server.node" })
public class ControlPlane {

	/** Not so where the classes come straight from the compiler, as in an IDE. */
	private static final boolean BUILT = ClassUtils.isPresent(
			ControlPlane.class.getName() + "__ApplicationContextInitializer", ControlPlane.class.getClassLoader());

	/**
	 * Starts it.
	 * @param node what the node knows of itself
	 * @return the running application, its web server listening
	 */
	public static ConfigurableApplicationContext start(LaunchedNode node) {
		List<String> unplayed = unplayed(node);
		// The build has worked out the beans of a node that plays all roles.
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(unplayed.isEmpty() && BUILT));
		SpringApplication application = application();
		application.setDefaultProperties(properties(node, unplayed));
		application.addInitializers((context) -> {
			context.getBeanFactory().registerSingleton("launchedNode", node);
			((DefaultListableBeanFactory) context.getBeanFactory())
				.setAutowireCandidateResolver(new LateRepositories());
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("settings", new LinkedHashMap<>(node.settings().byProperty())));
			DefaultPropertiesPropertySource.moveToEnd(context.getEnvironment());
		});
		return application.run();
	}

	/**
	 * Run by the build alone, which lets Spring find out ahead of time what beans there
	 * are and stops it there (ADR 0009).
	 * @param arguments none
	 */
	public static void main(String[] arguments) {
		application().run(arguments);
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(ControlPlane.class);
		application.setMainApplicationClass(ControlPlane.class);
		application.setBannerMode(Banner.Mode.OFF);
		// Modules do not know each other, and may each have a SettingsController.
		application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
		application.setWebApplicationType(WebApplicationType.SERVLET);
		application.setApplicationContextFactory((_) -> AotDetector.useGeneratedArtifacts()
				? new ServletWebServerApplicationContext(new RememberingBeanFactory())
				: new AnnotationConfigServletWebServerApplicationContext(new RememberingBeanFactory()));
		// The node's parts end in an order of their own.
		application.setRegisterShutdownHook(false);
		application.setAddCommandLineProperties(false);
		return application;
	}

	private static Map<String, Object> properties(LaunchedNode node, List<String> unplayed) {
		Map<String, Object> properties = new LinkedHashMap<>();
		String self = "https://localhost:" + node.ports().web();
		properties.put("gatehouse.logs", node.data().logs().toString());
		if (!unplayed.isEmpty()) {
			properties.put("gatehouse.session-cookie", "__Host-gatehouse-"
					+ node.options().roles().stream().map(Role::label).sorted().collect(Collectors.joining("-")));
		}
		properties.put("gatehouse.public-url", self);
		properties.put("gatehouse.internal-url", self);
		properties.put("gatehouse.gateway-url", "https://localhost:" + node.ports().gatewayHttps());
		properties.put("gatehouse.gateway-http-url", "http://localhost:" + node.ports().gatewayHttp());
		properties.put("gatehouse.master-key-file", node.data().keys().resolve("master.key").toString());
		properties.put("server.port", node.ports().web());
		properties.put("server.address", node.address().getHostAddress());
		// A definition may have 25 MiB, as a file or as a field; the publisher says so
		// itself.
		properties.put("spring.servlet.multipart.max-file-size", "26MB");
		properties.put("spring.servlet.multipart.max-request-size", "28MB");
		properties.put("server.tomcat.max-http-form-post-size", "28MB");
		// A handshake costs as much as many answers.
		properties.put("server.tomcat.max-keep-alive-requests", 10_000);
		properties.put("server.ssl.certificate", node.tls().certificateFile().toUri().toString());
		properties.put("server.ssl.certificate-private-key", node.tls().keyFile().toUri().toString());
		properties.put("spring.autoconfigure.exclude", String.join(",", unplayed));
		properties.put("logging.register-shutdown-hook", false);
		return properties;
	}

	private static List<String> unplayed(LaunchedNode node) {
		List<String> excluded = new ArrayList<>();
		for (String candidate : ImportCandidates.load(AutoConfiguration.class, ControlPlane.class.getClassLoader())) {
			for (Role role : Role.values()) {
				if (candidate.startsWith("org.gatehouse." + role.label() + ".") && !node.is(role)) {
					excluded.add(candidate);
				}
			}
		}
		return excluded;
	}

}
