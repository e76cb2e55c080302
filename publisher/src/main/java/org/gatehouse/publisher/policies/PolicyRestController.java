package org.gatehouse.publisher.policies;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.gatehouse.publisher.definition.SpecificationFile;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The contract's {@code /operation-policies}, common and of an API. What can be added is
 * composed of the catalogue's policies; definitions in other languages are refused.
 */
@RestApi("/api/am/publisher/v4")
class PolicyRestController {

	private static final long LONGEST = 256 * 1024;

	private final PolicyService service;

	PolicyRestController(PolicyService service) {
		this.service = service;
	}

	@GetMapping("/operation-policies")
	Page<PolicyData> common(@RequestParam(required = false) @Nullable String query, PageRequest page) {
		return part(this.service.common(), query, page);
	}

	@GetMapping("/apis/{apiId}/operation-policies")
	Page<PolicyData> ofApi(@PathVariable UUID apiId, @RequestParam(required = false) @Nullable String query,
			PageRequest page) {
		return part(this.service.ofApi(apiId), query, page);
	}

	/** {@code name:addHeader version:v1}, joined by a blank or an ampersand. */
	private static Page<PolicyData> part(List<PolicyData> all, @Nullable String query, PageRequest page) {
		List<PolicyData> found = new ArrayList<>(all);
		for (String term : (query == null) ? new String[0] : query.strip().split("[&\\s]+")) {
			String value = term.substring(term.indexOf(':') + 1).replace("\"", "");
			if (term.startsWith("name:")) {
				found.removeIf(policy -> !policy.name().equals(value));
			}
			else if (term.startsWith("version:")) {
				found.removeIf(policy -> !policy.version().equals(value));
			}
			else if (!term.isEmpty()) {
				throw new BadRequest("query", query, "name:… or version:…");
			}
		}
		return Page.of(found.stream().skip(page.offset()).limit(page.limit()).toList(), page, found.size());
	}

	@GetMapping("/operation-policies/{policyId}")
	PolicyData get(@PathVariable UUID policyId) {
		return this.service.get(null, policyId);
	}

	@GetMapping("/apis/{apiId}/operation-policies/{policyId}")
	PolicyData get(@PathVariable UUID apiId, @PathVariable UUID policyId) {
		return this.service.get(apiId, policyId);
	}

	@PostMapping(path = "/operation-policies", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<PolicyData> add(@RequestParam(required = false) @Nullable MultipartFile policySpecFile,
			@RequestParam(required = false) @Nullable MultipartFile synapsePolicyDefinitionFile,
			@RequestParam(required = false) @Nullable MultipartFile ccPolicyDefinitionFile) {
		requireNoCode(synapsePolicyDefinitionFile, ccPolicyDefinitionFile);
		return created("/operation-policies/", this.service.add(null, SpecificationFile.read(text(policySpecFile))));
	}

	@PostMapping(path = "/apis/{apiId}/operation-policies", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<PolicyData> add(@PathVariable UUID apiId,
			@RequestParam(required = false) @Nullable MultipartFile policySpecFile,
			@RequestParam(required = false) @Nullable MultipartFile synapsePolicyDefinitionFile,
			@RequestParam(required = false) @Nullable MultipartFile ccPolicyDefinitionFile) {
		requireNoCode(synapsePolicyDefinitionFile, ccPolicyDefinitionFile);
		return created("/apis/" + apiId + "/operation-policies/",
				this.service.add(apiId, SpecificationFile.read(text(policySpecFile))));
	}

	private static void requireNoCode(@Nullable MultipartFile synapse, @Nullable MultipartFile choreo) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(synapse == null, "synapsePolicyDefinitionFile", null,
				"no file: a policy is composed of the catalogue's in policySpecFile");
		problems.require(choreo == null, "ccPolicyDefinitionFile", null,
				"no file: a policy is composed of the catalogue's in policySpecFile");
		problems.throwIfAny();
	}

	private static String text(@Nullable MultipartFile file) {
		return new String(bytes("policySpecFile", "a file in JSON or YAML", file), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(String field, String what, @Nullable MultipartFile file) {
		if (file == null || file.isEmpty() || file.getSize() > LONGEST) {
			throw new BadRequest(field, null, what + " of at most " + LONGEST + " bytes");
		}
		try {
			return file.getBytes();
		}
		catch (IOException ex) {
			throw new BadRequest(field, null, "a file that can be read");
		}
	}

	private static ResponseEntity<PolicyData> created(String path, PolicyData policy) {
		return ResponseEntity.created(URI.create("/api/am/publisher/v4" + path + policy.id())).body(policy);
	}

	@DeleteMapping("/operation-policies/{policyId}")
	void delete(@PathVariable UUID policyId) {
		this.service.delete(null, policyId);
	}

	@DeleteMapping("/apis/{apiId}/operation-policies/{policyId}")
	void delete(@PathVariable UUID apiId, @PathVariable UUID policyId) {
		this.service.delete(apiId, policyId);
	}

	@GetMapping("/operation-policies/{policyId}/content")
	ResponseEntity<byte[]> content(@PathVariable UUID policyId) {
		return zipped(this.service.specification(null, policyId), PolicyArchive.Format.JSON);
	}

	@GetMapping("/apis/{apiId}/operation-policies/{policyId}/content")
	ResponseEntity<byte[]> content(@PathVariable UUID apiId, @PathVariable UUID policyId) {
		return zipped(this.service.specification(apiId, policyId), PolicyArchive.Format.JSON);
	}

	@GetMapping("/operation-policies/export")
	ResponseEntity<byte[]> exported(@RequestParam(defaultValue = "") String name,
			@RequestParam(defaultValue = "") String version, @RequestParam(required = false) @Nullable String format) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(!name.isEmpty(), "name", null, "a policy's name");
		problems.require(!version.isEmpty(), "version", null, "a policy's version, such as v1");
		problems.throwIfAny();
		return zipped(this.service.specification(name, version), PolicyArchive.Format.of(format));
	}

	@PostMapping(path = "/operation-policies/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	PolicyData imported(@RequestParam(required = false) @Nullable MultipartFile file) {
		return this.service.imported(PolicyArchive.read(bytes("file", "a ZIP archive", file)));
	}

	private static ResponseEntity<byte[]> zipped(PolicySpecification policy, PolicyArchive.Format format) {
		String name = policy.name() + "_" + policy.version();
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("application/zip"))
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"")
			.body(PolicyArchive.write(name, policy.data(), format));
	}

}
