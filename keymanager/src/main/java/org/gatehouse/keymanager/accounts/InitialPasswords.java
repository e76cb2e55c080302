package org.gatehouse.keymanager.accounts;

import org.gatehouse.db.tenant.TenantSetting;
import org.gatehouse.db.tenant.TenantSettingRepository;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a password that somebody else set, by SCIM too, has to be changed at the next
 * sign-in. The tenant's administrators decide.
 */
@Component
public class InitialPasswords {

	private static final String SETTING = "initial-password-change";

	private final TenantSettingRepository settings;

	InitialPasswords(TenantSettingRepository settings) {
		this.settings = settings;
	}

	/**
	 * Tells what the tenant has decided.
	 * @return true where they have to be changed
	 */
	@Transactional(readOnly = true)
	public boolean mustBeChanged() {
		return this.settings.findByName(SETTING).map(TenantSetting::value).map(Boolean::valueOf).orElse(false);
	}

	/**
	 * Decides, for the passwords that are set from now on.
	 * @param changed true where they have to be changed
	 */
	@Transactional
	public void demandChange(boolean changed) {
		TenantSetting setting = this.settings.findByName(SETTING).orElseGet(() -> new TenantSetting(SETTING, ""));
		setting.change(Boolean.toString(changed));
		this.settings.saveAndFlush(setting);
	}

}
