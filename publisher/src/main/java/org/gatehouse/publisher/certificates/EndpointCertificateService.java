package org.gatehouse.publisher.certificates;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.gatehouse.common.snapshot.EndpointCertificate;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.certificate.UploadedCertificate;
import org.gatehouse.db.certificate.UploadedCertificateRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.publisher.design.CertificateReading;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the certificates that gateways trust in backends besides those that they trust
 * anyway. Gateways follow at once, without a deployment.
 */
@Service
public class EndpointCertificateService {

	private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9._-]{1,30}");

	private final UploadedCertificateRepository rows;

	private final ApiVersionRepository versions;

	private final TenantRepository tenants;

	private final ChangeLog changes;

	private final Clock clock;

	EndpointCertificateService(UploadedCertificateRepository rows, ApiVersionRepository versions,
			TenantRepository tenants, ChangeLog changes, Clock clock) {
		this.rows = rows;
		this.versions = versions;
		this.tenants = tenants;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists certificates.
	 * @param alias a part of their names, null for any
	 * @param endpoint a part of their addresses, null for any
	 * @return those that match, by their names
	 */
	@Transactional(readOnly = true)
	public List<CertificateView> list(@Nullable String alias, @Nullable String endpoint) {
		Instant now = this.clock.instant();
		return this.rows.findAllByOrderByAlias()
			.stream()
			.filter((row) -> alias == null || row.alias().contains(alias))
			.filter((row) -> endpoint == null || row.endpoint().contains(endpoint))
			.map((row) -> CertificateView.of(row, now))
			.toList();
	}

	/**
	 * Finds a certificate.
	 * @param alias its name
	 * @return the certificate
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public CertificateView get(String alias) {
		return CertificateView.of(found(alias), this.clock.instant());
	}

	/**
	 * Tells which API versions a certificate is looked at for.
	 * @param alias its name
	 * @return those whose working copies have an endpoint, or a token endpoint, at its
	 * address, by name and version
	 * @throws NotFound if there is none of that name
	 */
	@Transactional(readOnly = true)
	public List<CertificateUse> uses(String alias) {
		UploadedCertificate row = found(alias);
		return this.versions.findEndpoints(this.versions.findIdsMentioning(row.host()))
			.stream()
			.filter(api -> CertificateUse.isAt(api, row.host(), row.port()))
			.map(CertificateUse::of)
			.toList();
	}

	/**
	 * Trusts a certificate.
	 * @param alias its name
	 * @param endpoint the backends' URL, or their host with or without a port
	 * @param bytes the certificate as PEM or DER
	 * @return what was stored
	 * @throws BadRequest with every field that is wrong
	 * @throws Conflict if there is one of that name
	 */
	@Transactional
	public CertificateView add(String alias, String endpoint, byte[] bytes) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(ALIAS.matcher(alias).matches(), "alias", alias,
				"1 to 30 letters, digits, dots, hyphens and underscores");
		URI address = address(endpoint.strip());
		problems.require(address != null, "endpoint", endpoint,
				"an https URL, or a host with or without a port, such as https://backend.example.com:8443");
		X509Certificate certificate = CertificateReading.one(bytes, this.clock.instant(), problems);
		problems.throwIfAny();
		if (address == null || certificate == null) {
			throw new IllegalStateException("refused before");
		}
		if (this.rows.findByAlias(alias).isPresent()) {
			throw new Conflict("alias: a certificate '" + alias + "' exists already");
		}
		String host = address.getHost().replaceAll("^\\[(.*)]$", "$1").toLowerCase(Locale.ROOT);
		int port = (address.getPort() < 0) ? 443 : address.getPort();
		return stored(new UploadedCertificate(alias, endpoint.strip(), host, port,
				CertificateReading.base64(certificate), now()));
	}

	/**
	 * Replaces a certificate.
	 * @param alias its name
	 * @param bytes the new one as PEM or DER
	 * @return what was stored
	 * @throws BadRequest if it is none
	 * @throws NotFound if there is none of that name
	 */
	@Transactional
	public CertificateView replace(String alias, byte[] bytes) {
		UploadedCertificate row = found(alias);
		BadRequest.Collector problems = BadRequest.collect();
		X509Certificate certificate = CertificateReading.one(bytes, this.clock.instant(), problems);
		problems.throwIfAny();
		if (certificate == null) {
			throw new IllegalStateException("refused before");
		}
		row.replace(CertificateReading.base64(certificate), now());
		return stored(row);
	}

	/**
	 * Trusts a certificate no longer.
	 * @param alias its name
	 * @throws NotFound if there is none of that name
	 */
	@Transactional
	public void remove(String alias) {
		UploadedCertificate row = found(alias);
		this.rows.delete(row);
		this.changes.remove(entry(row).key());
	}

	private CertificateView stored(UploadedCertificate row) {
		this.rows.saveAndFlush(row);
		this.changes.record(entry(row));
		return CertificateView.of(row, this.clock.instant());
	}

	private EndpointCertificate entry(UploadedCertificate row) {
		String domain = this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
		return new EndpointCertificate(domain, row.alias(), row.host(), row.port(), row.certificate());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private UploadedCertificate found(String alias) {
		return this.rows.findByAlias(alias).orElseThrow(() -> NotFound.of("certificate", alias));
	}

	private static @Nullable URI address(String endpoint) {
		try {
			URI uri = new URI(endpoint.contains("://") ? endpoint : "https://" + endpoint);
			boolean good = endpoint.length() <= 2000 && "https".equalsIgnoreCase(uri.getScheme())
					&& uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() != 0
					&& uri.getPort() <= 65535;
			return good ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
