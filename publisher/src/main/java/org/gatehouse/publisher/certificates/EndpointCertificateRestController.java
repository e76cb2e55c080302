package org.gatehouse.publisher.certificates;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
 * The contract's {@code /endpoint-certificates}.
 */
@RestApi("/api/am/publisher/v4")
class EndpointCertificateRestController {

	private static final String BASE = "/api/am/publisher/v4/endpoint-certificates/";

	private final EndpointCertificateService service;

	EndpointCertificateRestController(EndpointCertificateService service) {
		this.service = service;
	}

	/** The contract's {@code Certificates}. */
	record Certificates(int count, List<CertMetadata> certificates, Page.Pagination pagination) {

	}

	/** The contract's {@code CertMetadata}. */
	record CertMetadata(String alias, String endpoint) {

		static CertMetadata of(CertificateView view) {
			return new CertMetadata(view.alias(), view.endpoint());
		}

	}

	/** The contract's {@code CertificateInfo}. */
	record CertificateInfo(String status, Validity validity, String version, String subject) {

		/** The contract's {@code CertificateValidity}. */
		record Validity(String from, String to) {

		}

	}

	@GetMapping("/endpoint-certificates")
	Certificates list(@RequestParam(required = false) @Nullable String alias,
			@RequestParam(required = false) @Nullable String endpoint, PageRequest page) {
		List<CertMetadata> all = this.service.list(alias, endpoint).stream().map(CertMetadata::of).toList();
		List<CertMetadata> part = all.stream().skip(page.offset()).limit(page.limit()).toList();
		Page<CertMetadata> shown = Page.of(part, page, all.size());
		return new Certificates(shown.count(), shown.list(), shown.pagination());
	}

	@PostMapping(path = "/endpoint-certificates", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<CertMetadata> add(@RequestParam MultipartFile certificate, @RequestParam String alias,
			@RequestParam String endpoint) throws IOException {
		return stored(this.service.add(alias, endpoint, certificate.getBytes()));
	}

	@GetMapping("/endpoint-certificates/{alias}")
	CertificateInfo get(@PathVariable String alias) {
		CertificateView view = this.service.get(alias);
		return new CertificateInfo(view.valid() ? "Active" : "Expired",
				new CertificateInfo.Validity(view.notBefore().toString(), view.notAfter().toString()),
				"V" + view.version(), view.subject());
	}

	@PutMapping(path = "/endpoint-certificates/{alias}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<CertMetadata> replace(@PathVariable String alias, @RequestParam MultipartFile certificate)
			throws IOException {
		return stored(this.service.replace(alias, certificate.getBytes()));
	}

	@DeleteMapping("/endpoint-certificates/{alias}")
	void remove(@PathVariable String alias) {
		this.service.remove(alias);
	}

	@GetMapping("/endpoint-certificates/{alias}/usage")
	Page<CertificateUse> usage(@PathVariable String alias, PageRequest page) {
		List<CertificateUse> all = this.service.uses(alias);
		return Page.of(all.stream().skip(page.offset()).limit(page.limit()).toList(), page, all.size());
	}

	@GetMapping("/endpoint-certificates/{alias}/content")
	ResponseEntity<byte[]> content(@PathVariable String alias) {
		CertificateView view = this.service.get(alias);
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(view.alias() + ".crt").build().toString())
			.body(view.pem().getBytes(StandardCharsets.US_ASCII));
	}

	private static ResponseEntity<CertMetadata> stored(CertificateView view) {
		return ResponseEntity.ok().location(URI.create(BASE + view.alias())).body(CertMetadata.of(view));
	}

}
