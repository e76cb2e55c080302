package org.gatehouse.store.catalogue;

import java.util.stream.Stream;

import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.web.WebProperties;
import org.jspecify.annotations.Nullable;

/**
 * Where consumers call an API version.
 *
 * @param https with TLS, null where the API is not exposed so
 * @param http without, null where the API is not exposed so
 * @param defaultHttps with TLS and without the version, null where this is not the
 * default version or there is no TLS
 * @param defaultHttp without both, null likewise
 */
public record GatewayUrls(@Nullable String https, @Nullable String http, @Nullable String defaultHttps,
		@Nullable String defaultHttp) {

	/**
	 * The addresses of an API version.
	 * @param api the API version
	 * @param properties where the gateway listens
	 * @return its addresses, without a slash at the end
	 */
	static GatewayUrls of(CatalogueRow api, WebProperties properties) {
		String path = path(api);
		String unversioned = api.defaultVersion() && !api.context().contains("{version}") ? api.context() : null;
		String secure = api.transports().contains("https") ? properties.gatewayUrl().toString() : null;
		String plain = api.transports().contains("http") ? properties.gatewayHttpUrl().toString() : null;
		return new GatewayUrls(join(secure, path), join(plain, path), join(secure, unversioned),
				join(plain, unversioned));
	}

	/**
	 * The path of an API version at the gateway.
	 * @param api the API version
	 * @return context and version, such as {@code /orgnews/1.0.0}
	 */
	public static String path(CatalogueRow api) {
		return api.context().contains("{version}") ? api.context().replace("{version}", api.version())
				: api.context() + "/" + api.version();
	}

	/**
	 * The address to show where there is room for one only.
	 * @return the one with TLS, if there is one
	 */
	public String preferred() {
		return Stream.of(this.https, this.http).<String>mapMulti((url, out) -> {
			if (url != null) {
				out.accept(url);
			}
		}).findFirst().orElse("");
	}

	private static @Nullable String join(@Nullable String base, @Nullable String path) {
		return (base != null && path != null) ? base + path : null;
	}

}
