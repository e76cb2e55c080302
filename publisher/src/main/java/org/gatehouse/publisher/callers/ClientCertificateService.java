package org.gatehouse.publisher.callers;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.api.ClientCertificate;
import org.gatehouse.db.api.ClientCertificateRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.publisher.design.CertificateReading;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The certificates by which clients call an API version. Gateways know them at once,
 * without a deployment.
 */
@Service
@Transactional
public class ClientCertificateService {

	private static final int MOST = 200;

	private final ClientCertificateRepository certificates;

	private final ApiVersionRepository versions;

	private final TierRepository tiers;

	private final ChangeLog changes;

	private final Clock clock;

	ClientCertificateService(ClientCertificateRepository certificates, ApiVersionRepository versions,
			TierRepository tiers, ChangeLog changes, Clock clock) {
		this.certificates = certificates;
		this.versions = versions;
		this.tiers = tiers;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists an API version's certificates.
	 * @param id the API version
	 * @return all, by alias
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public List<CertificateView> list(ApiId id) {
		version(id);
		Instant now = this.clock.instant();
		return this.certificates.findByApiVersionIdOrderByAlias(id.value())
			.stream()
			.map((certificate) -> CertificateView.of(certificate, now))
			.toList();
	}

	/**
	 * Shows a certificate.
	 * @param id the API version
	 * @param alias its name there
	 * @return the certificate
	 * @throws NotFound if there is no such certificate
	 */
	@Transactional(readOnly = true)
	public CertificateView get(ApiId id, String alias) {
		return CertificateView.of(found(id, alias), this.clock.instant());
	}

	/**
	 * The certificate itself.
	 * @param id the API version
	 * @param alias its name there
	 * @return DER
	 * @throws NotFound if there is no such certificate
	 */
	@Transactional(readOnly = true)
	public byte[] content(ApiId id, String alias) {
		return found(id, alias).der();
	}

	/**
	 * Makes a certificate known.
	 * @param id the API version
	 * @param alias 1 to 30 characters, unique there
	 * @param tierName a subscription tier
	 * @param file the certificate, PEM or DER
	 * @return the certificate
	 * @throws NotFound if there is no such API version
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the alias is taken or the certificate is known
	 */
	public CertificateView add(ApiId id, String alias, String tierName, byte[] file) {
		ApiVersion version = version(id);
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(
				alias.matches("[^/\\\\\\p{Cntrl}]{1,30}") && alias.equals(alias.strip()) && !alias.startsWith("."),
				"alias", alias, "1 to 30 characters without slashes");
		Tier tier = tier(tierName, wrong);
		ClientCertificate.Shown shown = read(file, wrong);
		wrong.throwIfAny();
		if (tier == null || shown == null) {
			throw new IllegalStateException("refused above");
		}
		if (this.certificates.findByApiVersionIdOrderByAlias(id.value()).size() >= MOST) {
			throw new Conflict("The API has " + MOST + " client certificates (expected: fewer; delete one first)");
		}
		if (this.certificates.findByApiVersionIdAndAlias(id.value(), alias).isPresent()) {
			throw new Conflict("alias", "alias: the API has a certificate '" + alias + "' already");
		}
		requireUnknown(id, shown);
		return saved(new ClientCertificate(version, alias, tier, shown, this.clock.instant()));
	}

	/**
	 * Changes a certificate, its tier or both.
	 * @param id the API version
	 * @param alias its name there
	 * @param tierName a subscription tier, null to keep the present one
	 * @param file the new certificate, PEM or DER; null to keep the present one
	 * @return the certificate
	 * @throws NotFound if there is no such certificate
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the new certificate is known by another alias
	 */
	public CertificateView update(ApiId id, String alias, @Nullable String tierName, byte @Nullable [] file) {
		ClientCertificate certificate = found(id, alias);
		BadRequest.Collector wrong = BadRequest.collect();
		Tier tier = (tierName != null) ? tier(tierName, wrong) : certificate.tier();
		ClientCertificate.Shown shown = (file != null) ? read(file, wrong) : null;
		wrong.throwIfAny();
		if (shown != null && !shown.fingerprint().equals(certificate.fingerprint())) {
			requireUnknown(id, shown);
			certificate.replace(shown);
		}
		if (tier != null) {
			certificate.limit(tier);
		}
		return saved(certificate);
	}

	/**
	 * Makes a certificate unknown; gateways refuse it at once.
	 * @param id the API version
	 * @param alias its name there
	 * @throws NotFound if there is no such certificate
	 */
	public void delete(ApiId id, String alias) {
		ClientCertificate certificate = found(id, alias);
		this.changes.remove(certificate.toSnapshot().key());
		this.certificates.delete(certificate);
	}

	private CertificateView saved(ClientCertificate certificate) {
		try {
			this.certificates.saveAndFlush(certificate);
		}
		catch (DataIntegrityViolationException ex) {
			// Somebody was faster than the checks could see.
			throw Constraint.refusal(ex);
		}
		this.changes.record(certificate.toSnapshot());
		return CertificateView.of(certificate, this.clock.instant());
	}

	private ApiVersion version(ApiId id) {
		return this.versions.findById(id.value()).orElseThrow(() -> NotFound.of("API", id));
	}

	private ClientCertificate found(ApiId id, String alias) {
		return this.certificates.findByApiVersionIdAndAlias(id.value(), alias)
			.orElseThrow(() -> NotFound.of("client certificate", alias));
	}

	private void requireUnknown(ApiId id, ClientCertificate.Shown shown) {
		if (this.certificates.existsByApiVersionIdAndFingerprint(id.value(), shown.fingerprint())) {
			throw new Conflict("certificate", "certificate: the API knows it already");
		}
	}

	private @Nullable Tier tier(String name, BadRequest.Collector wrong) {
		Tier tier = this.tiers.findByLevelAndName(TierLevel.SUBSCRIPTION, name).orElse(null);
		wrong.require(tier != null, "tier", name, "the name of a subscription tier");
		return tier;
	}

	private ClientCertificate.@Nullable Shown read(byte[] file, BadRequest.Collector wrong) {
		X509Certificate certificate = CertificateReading.one(file, this.clock.instant(), wrong);
		if (certificate == null) {
			return null;
		}
		try {
			byte[] der = certificate.getEncoded();
			return new ClientCertificate.Shown(der,
					HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)),
					certificate.getSubjectX500Principal().getName(), certificate.getNotBefore().toInstant(),
					certificate.getNotAfter().toInstant());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("a certificate that was read can be written", ex);
		}
	}

}
