package org.gatehouse.keymanager.throttling;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes policies from one installation to another: the contract's
 * {@code /throttling/policies/export} and {@code /import}.
 */
@RestApi(PoliciesRestController.PATH)
class PolicyTransferController {

	private static final String TYPE = "rate-limiting policy";

	private static final String VERSION = "v4.1.0";

	private final PolicyService policies;

	private final JsonMapper json;

	PolicyTransferController(PolicyService policies, JsonMapper json) {
		this.policies = policies;
		this.json = json;
	}

	/** The contract's {@code ExportThrottlePolicy}. */
	record Export(String type, String subtype, String version, PolicyBody data) {

		static Export of(PolicyView policy) {
			return new Export(TYPE, policy.kind().path(), VERSION, PolicyBody.of(policy));
		}

	}

	/** A policy by its identifier, or by name and type. */
	@GetMapping("/export")
	Export export(@RequestParam(required = false) @Nullable UUID policyId, @RequestParam(defaultValue = "") String name,
			@RequestParam(defaultValue = "") String type) {
		if (policyId == null) {
			return Export.of(this.policies.named(PolicyKind.ofShortName("type", type), name));
		}
		return Arrays.stream(PolicyKind.values())
			.filter((kind) -> type.isEmpty() || kind.shortName().equals(type))
			.flatMap((kind) -> this.policies.list(kind).stream())
			.filter((policy) -> policy.id().equals(policyId))
			.map(Export::of)
			.findFirst()
			.orElseThrow(() -> NotFound.of("policy", policyId));
	}

	/**
	 * Makes the policy of a file, or changes the one of its name where that is wanted.
	 */
	@PostMapping("/import")
	void take(@RequestParam MultipartFile file, @RequestParam(defaultValue = "false") boolean overwrite)
			throws IOException {
		JsonNode document = read(file);
		String subtype = document.path("subtype").asString("").toLowerCase(Locale.ROOT);
		PolicyKind kind = Arrays.stream(PolicyKind.values())
			.filter((one) -> subtype.equals(one.path()) || subtype.startsWith(one.path() + " "))
			.findFirst()
			.orElseThrow(() -> new BadRequest("subtype", subtype, "subscription, application or advanced"));
		PolicyDesign design = body(kind, document.path("data")).design();
		PolicyView present = overwrite ? this.policies.list(kind)
			.stream()
			.filter((policy) -> policy.name().equals(design.policyName()))
			.findFirst()
			.orElse(null) : null;
		if (present != null) {
			this.policies.update(kind, present.id(), design, null);
		}
		else {
			this.policies.create(kind, design);
		}
	}

	private JsonNode read(MultipartFile file) throws IOException {
		try {
			return this.json.readTree(file.getBytes());
		}
		catch (JacksonException _) {
			throw new BadRequest("file", null, "a JSON document as an export has it");
		}
	}

	private PolicyBody body(PolicyKind kind, JsonNode data) {
		Class<? extends PolicyBody> form = switch (kind) {
			case SUBSCRIPTION -> SubscriptionPolicyBody.class;
			case APPLICATION -> ApplicationPolicyBody.class;
			case ADVANCED -> AdvancedPolicyBody.class;
		};
		if (!data.isObject()) {
			throw new BadRequest("data", null, "the policy");
		}
		try {
			return this.json.treeToValue(data, form);
		}
		catch (JacksonException ex) {
			throw new BadRequest("data", null, "a " + kind.path() + " policy; " + ex.getOriginalMessage());
		}
	}

}
