package org.gatehouse.keymanager.settings;

import java.util.List;

import org.gatehouse.db.scope.ScopePattern;
import org.gatehouse.db.scope.ScopeWhitelist;
import org.gatehouse.db.tenant.TenantSetting;
import org.gatehouse.db.tenant.TenantSettingRepository;
import org.gatehouse.web.rest.BadRequest;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an administrator can set for the tenant.
 */
@Service
public class SettingsService {

	private static final int MOST_PATTERNS = 100;

	private final TenantSettingRepository settings;

	SettingsService(TenantSettingRepository settings) {
		this.settings = settings;
	}

	/**
	 * The tenant's scope white-list.
	 * @return patterns, one a line
	 */
	@Transactional(readOnly = true)
	public String whitelist() {
		return this.settings.findByName(ScopeWhitelist.SETTING).map(TenantSetting::value).orElse("");
	}

	/**
	 * Sets the scope white-list. It holds for the next token that is asked for.
	 * @param text patterns, one a line
	 * @throws BadRequest if one is no regular expression, or one that could run away
	 */
	@Transactional
	public void changeWhitelist(String text) {
		List<String> lines = ScopeWhitelist.lines(text);
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(lines.size() <= MOST_PATTERNS, "whitelist", Integer.toString(lines.size()),
				"at most " + MOST_PATTERNS + " lines");
		for (String line : lines) {
			try {
				ScopePattern.compile(line);
			}
			catch (IllegalArgumentException ex) {
				problems.reject("whitelist", null, String.valueOf(ex.getMessage()));
			}
		}
		problems.throwIfAny();
		TenantSetting setting = this.settings.findByName(ScopeWhitelist.SETTING)
			.orElseGet(() -> new TenantSetting(ScopeWhitelist.SETTING, ""));
		setting.change(String.join("\n", lines));
		this.settings.saveAndFlush(setting);
	}

}
