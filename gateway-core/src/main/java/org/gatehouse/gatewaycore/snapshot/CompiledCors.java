package org.gatehouse.gatewaycore.snapshot;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.CorsSettings;
import org.gatehouse.gatewaycore.CorsRules;
import org.jspecify.annotations.Nullable;

/**
 * Rules for cross-origin calls, ready to be asked.
 *
 * @param any whether every origin is allowed
 * @param origins the allowed origins where not every one is
 * @param credentials whether cookies may be sent
 * @param headers the allowed request headers, null for whichever a page asks for
 * @param methods the allowed methods, empty for all that a path has
 * @param exposed the answer's headers that a page may read
 * @param maxAge seconds for which a preflight's answer holds
 * @param privateNetwork whether a public page may call into a private network
 */
public record CompiledCors(boolean any, Set<String> origins, boolean credentials, @Nullable String headers,
		Set<String> methods, String exposed, String maxAge, boolean privateNetwork) {

	private static final String ALL = "*";

	public CompiledCors {
		origins = Set.copyOf(origins);
		methods = Set.copyOf(methods);
		if (any && credentials) {
			throw new IllegalArgumentException(
					"cors credentials: true (expected: false where every origin is allowed)");
		}
	}

	/**
	 * The gateway's own rules.
	 * @param rules the rules
	 * @return null where they are switched off
	 */
	public static @Nullable CompiledCors of(CorsRules rules) {
		return rules.enabled() ? of(rules, rules.headers()) : null;
	}

	private static CompiledCors of(CorsRules rules, List<String> headers) {
		return new CompiledCors(rules.origins().contains(ALL), rules.origins(), rules.credentials(), headers(headers),
				rules.methods(), String.join(", ", rules.exposedHeaders()), Long.toString(rules.maxAge().toSeconds()),
				rules.privateNetwork());
	}

	/**
	 * An API's rules.
	 * @param runtime says what it wants; the header fields of its own in which
	 * credentials come may be sent where it does not list others
	 * @param rules the gateway's own rules
	 * @return null where the gateway's own hold
	 */
	static @Nullable CompiledCors of(ApiRuntime runtime, CorsRules rules) {
		CorsSettings settings = runtime.cors();
		Set<String> usual = new LinkedHashSet<>(rules.headers());
		Stream.of(runtime.access().authorizationHeader(), runtime.access().apiKeyHeader())
			.filter(Objects::nonNull)
			.forEach(usual::add);
		if (settings == null) {
			return (rules.enabled() && usual.size() > rules.headers().size()) ? of(rules, List.copyOf(usual)) : null;
		}
		return new CompiledCors(settings.origins().contains(ALL), Set.copyOf(settings.origins()),
				settings.credentials(), headers(settings.headers().isEmpty() ? usual : settings.headers()),
				Set.copyOf(settings.methods()),
				String.join(", ",
						settings.exposedHeaders().isEmpty() ? rules.exposedHeaders() : settings.exposedHeaders()),
				Long.toString((settings.maxAge() > 0) ? settings.maxAge() : rules.maxAge().toSeconds()),
				settings.privateNetwork());
	}

	private static @Nullable String headers(Collection<String> allowed) {
		return allowed.contains(ALL) ? null : String.join(", ", allowed);
	}

	/**
	 * What an answer to a page says.
	 * @param origin the page's origin as the browser sent it
	 * @return the value of {@code Access-Control-Allow-Origin}, null where the page may
	 * not read the answer
	 */
	public @Nullable String allowed(String origin) {
		if (this.any) {
			return ALL;
		}
		return this.origins.contains(origin) ? origin : null;
	}

}
