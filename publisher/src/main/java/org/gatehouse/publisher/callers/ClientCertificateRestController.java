package org.gatehouse.publisher.callers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The contract's {@code /apis/{apiId}/client-certificates}.
 */
@RestApi("/api/am/publisher/v4/apis/{apiId}/client-certificates")
class ClientCertificateRestController {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final ClientCertificateService certificates;

	ClientCertificateRestController(ClientCertificateService certificates) {
		this.certificates = certificates;
	}

	/** The contract's {@code ClientCertMetadata}. */
	record Metadata(String alias, String apiId, String tier) {

		static Metadata of(UUID api, CertificateView certificate) {
			return new Metadata(certificate.alias(), api.toString(), certificate.tier());
		}

	}

	/** The contract's {@code ClientCertificates}. */
	record Certificates(int count, List<Metadata> certificates, Page.Pagination pagination) {

	}

	/** The contract's {@code CertificateInfo}. */
	record Info(String status, Validity validity, String version, String subject) {

		static Info of(CertificateView certificate) {
			return new Info(certificate.valid() ? "Active" : "Expired",
					new Validity(day(certificate.notBefore()), day(certificate.notAfter())), "V3",
					certificate.subject());
		}

		private static String day(Instant time) {
			return DAY.format(time);
		}

	}

	/** The contract's {@code CertificateValidity}. */
	record Validity(String from, String to) {

	}

	@GetMapping
	Certificates list(@PathVariable UUID apiId, @RequestParam(required = false) @Nullable String alias,
			PageRequest page) {
		List<Metadata> all = this.certificates.list(new ApiId(apiId))
			.stream()
			.filter((certificate) -> alias == null || certificate.alias().equals(alias))
			.map((certificate) -> Metadata.of(apiId, certificate))
			.toList();
		List<Metadata> part = all.stream().skip(page.offset()).limit(page.limit()).toList();
		Page<Metadata> shown = Page.of(part, page, all.size());
		return new Certificates(shown.count(), shown.list(), shown.pagination());
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Metadata add(@PathVariable UUID apiId, @RequestParam(required = false) @Nullable MultipartFile certificate,
			@RequestParam(defaultValue = "") String alias, @RequestParam(defaultValue = "") String tier) {
		byte[] file = bytes(certificate);
		if (file == null) {
			throw new BadRequest("certificate", null, "a file with an X.509 certificate");
		}
		return Metadata.of(apiId, this.certificates.add(new ApiId(apiId), alias, tier, file));
	}

	@GetMapping("/{alias}")
	Info get(@PathVariable UUID apiId, @PathVariable String alias) {
		return Info.of(this.certificates.get(new ApiId(apiId), alias));
	}

	@PutMapping(path = "/{alias}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Metadata update(@PathVariable UUID apiId, @PathVariable String alias,
			@RequestParam(required = false) @Nullable MultipartFile certificate,
			@RequestParam(required = false) @Nullable String tier) {
		return Metadata.of(apiId, this.certificates.update(new ApiId(apiId), alias, tier, bytes(certificate)));
	}

	@DeleteMapping("/{alias}")
	void delete(@PathVariable UUID apiId, @PathVariable String alias) {
		this.certificates.delete(new ApiId(apiId), alias);
	}

	@GetMapping("/{alias}/content")
	ResponseEntity<byte[]> content(@PathVariable UUID apiId, @PathVariable String alias) {
		byte[] der = this.certificates.content(new ApiId(apiId), alias);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("application/pkix-cert"))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("certificate.cer").build().toString())
			.body(der);
	}

	private static byte @Nullable [] bytes(@Nullable MultipartFile file) {
		try {
			return (file == null || file.isEmpty()) ? null : file.getBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
