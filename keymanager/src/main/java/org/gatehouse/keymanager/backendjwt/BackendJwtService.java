package org.gatehouse.keymanager.backendjwt;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.SigningKey;
import org.gatehouse.db.oauth.SigningKeyRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.db.tenant.TenantSetting;
import org.gatehouse.db.tenant.TenantSettingRepository;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the bound tenant's rules and sends them to the gateways, with the keys that sign,
 * as they are sealed in the database.
 */
@Service
public class BackendJwtService {

	private static final String SETTING = "backend-jwt";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final TenantSettingRepository settings;

	private final SigningKeyRepository keys;

	private final TenantRepository tenants;

	private final ChangeLog changes;

	BackendJwtService(TenantSettingRepository settings, SigningKeyRepository keys, TenantRepository tenants,
			ChangeLog changes) {
		this.settings = settings;
		this.keys = keys;
		this.tenants = tenants;
		this.changes = changes;
	}

	/**
	 * The rules.
	 * @return those that were saved, or the default
	 */
	@Transactional(readOnly = true)
	public BackendJwtRules get() {
		return saved().orElse(BackendJwtRules.DEFAULT);
	}

	private Optional<BackendJwtRules> saved() {
		return this.settings.findByName(SETTING)
			.map((setting) -> MAPPER.readValue(setting.value(), BackendJwtRules.class));
	}

	/**
	 * Replaces the rules; gateways follow at once.
	 * @param typed as typed
	 * @return what was saved
	 * @throws org.gatehouse.web.rest.BadRequest if something is wrong with it
	 */
	@Transactional
	public BackendJwtRules change(BackendJwtRules typed) {
		BackendJwtRules rules = typed.checked();
		TenantSetting setting = this.settings.findByName(SETTING).orElseGet(() -> new TenantSetting(SETTING, ""));
		setting.change(MAPPER.writeValueAsString(rules));
		this.settings.saveAndFlush(setting);
		send(rules);
		return rules;
	}

	/**
	 * Tells the gateways of other keys; to be called in the transaction that changes
	 * them.
	 */
	@Transactional
	public void keysChanged() {
		saved().filter(BackendJwtRules::enabled).ifPresent(this::send);
	}

	private void send(BackendJwtRules rules) {
		String domain = this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
		this.changes.record(new BackendJwt(domain, rules.enabled(), rules.header(), rules.dialect(),
				rules.enabled() ? sealedKeys() : List.of()));
	}

	private List<BackendJwt.SealedKey> sealedKeys() {
		return this.keys.findAllByOrderByActiveFromDesc().stream().<BackendJwt.SealedKey>mapMulti((key, add) -> {
			byte[] sealed = key.sealedPrivate();
			if (sealed != null) {
				add.accept(entry(key, sealed));
			}
		}).toList();
	}

	private static BackendJwt.SealedKey entry(SigningKey key, byte[] sealed) {
		return new BackendJwt.SealedKey(key.keyId(), key.activeFrom(), Base64.getEncoder().encodeToString(sealed));
	}

}
