package org.gatehouse.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import org.gatehouse.web.page.PageModel;
import org.gatehouse.web.rest.PageRequestResolver;
import org.gatehouse.web.security.SignedInUserResolver;
import org.gatehouse.web.security.SignedInUsers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Parameters of controllers, what every page's model has, assets with their content's
 * hash in the URL, the session cookie.
 */
@Configuration(proxyBeanMethods = false)
class WebMvc implements WebMvcConfigurer {

	private final SignedInUsers users;

	private final PageModel pageModel;

	WebMvc(SignedInUsers users, PageModel pageModel) {
		this.users = users;
		this.pageModel = pageModel;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new SignedInUserResolver(this.users));
		resolvers.add(new PageRequestResolver());
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.pageModel);
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/", "/store");
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/assets/**")
			.addResourceLocations("classpath:/assets/", webjar("org.webjars", "bootstrap") + "css/",
					webjar("org.webjars.npm", "htmx.org") + "dist/")
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
			.resourceChain(true)
			.addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
	}

	/** Templates' links to assets get the hash from this filter. */
	@Bean
	FilterRegistrationBean<ResourceUrlEncodingFilter> assetLinks() {
		FilterRegistrationBean<ResourceUrlEncodingFilter> registration = new FilterRegistrationBean<>(
				new ResourceUrlEncodingFilter());
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		return registration;
	}

	/**
	 * The session cookie goes to no other host, over TLS only, and not along with other
	 * sites' forms. Its value is never part of a link, not even on error pages. Coming
	 * back from the key manager is a plain link, so that Lax does. Nodes that play
	 * different roles behind one origin have one each, or they would take each other's
	 * away.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> sessionCookie(
			@Value("${gatehouse.session-cookie:__Host-gatehouse}") String name) {
		return factory -> {
			Session session = factory.getSettings().getSession();
			session.setTimeout(Duration.ofHours(8));
			session.setTrackingModes(Set.of(Session.SessionTrackingMode.COOKIE));
			session.getCookie().setName(name);
			session.getCookie().setPath("/");
			session.getCookie().setSecure(true);
			session.getCookie().setHttpOnly(true);
			session.getCookie().setSameSite(Cookie.SameSite.LAX);
		};
	}

	private static String webjar(String group, String artifact) {
		String description = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
		try (InputStream in = WebMvc.class.getClassLoader().getResourceAsStream(description)) {
			if (in == null) {
				throw new IllegalStateException("class path: no " + description + " (expected: the web jar)");
			}
			Properties properties = new Properties();
			properties.load(in);
			return "classpath:/META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version") + "/";
		}
		catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

}
