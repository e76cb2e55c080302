package org.gatehouse.db.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.gatehouse.db.tenant.TenantSettingRepository;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The patterns whose scopes are granted without a look at roles: two that are always
 * there, those of the installation ({@code gatehouse.scope-whitelist}), and those of the
 * tenant's setting. Facts: "OAuth scopes, Scope whitelisting".
 */
@Component
public class ScopeWhitelist {

	/** The setting with the tenant's patterns, one a line. */
	public static final String SETTING = "scope.whitelist";

	/** One token a device (any scope of this form), and OpenID Connect. */
	private static final List<Pattern> ALWAYS = List.of(Pattern.compile("^device_.*"), Pattern.compile("openid"));

	private final TenantSettingRepository settings;

	/** Those that are always there, and the installation's. */
	private final List<Pattern> everywhere;

	/** The setting's text is read each time, compiling it is not needed as often. */
	private final AtomicReference<Compiled> last;

	ScopeWhitelist(TenantSettingRepository settings, @Value("${gatehouse.scope-whitelist:}") String installation) {
		this.settings = settings;
		List<Pattern> patterns = new ArrayList<>(ALWAYS);
		lines(installation.replace(',', '\n')).forEach((line) -> patterns.add(ScopePattern.compile(line)));
		this.everywhere = List.copyOf(patterns);
		this.last = new AtomicReference<>(new Compiled("", this.everywhere));
	}

	/**
	 * The patterns of the bound tenant, as they are at this moment.
	 * @return at least those that are always there
	 */
	public List<Pattern> patterns() {
		String text = this.settings.findByName(SETTING).map((setting) -> setting.value()).orElse("");
		Compiled compiled = Objects.requireNonNull(this.last.get());
		if (!compiled.text().equals(text)) {
			List<Pattern> patterns = new ArrayList<>(this.everywhere);
			lines(text).forEach((line) -> patterns.add(ScopePattern.compile(line)));
			compiled = new Compiled(text, List.copyOf(patterns));
			this.last.set(compiled);
		}
		return compiled.patterns();
	}

	/**
	 * Takes a setting's text apart.
	 * @param text patterns, one a line; blank lines count for nothing
	 * @return the patterns in their order
	 */
	public static List<String> lines(String text) {
		return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
	}

	private record Compiled(String text, List<Pattern> patterns) {

	}

}
