package org.gatehouse.publisher.policies;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyParameter;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.web.policies.ComposedPolicies;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code OperationPolicyData}.
 */
record PolicyData(String category, String id, String name, String version, String displayName, String description,
		List<String> applicableFlows, List<String> supportedGateways, List<String> supportedApiTypes,
		@JsonProperty("isAPISpecific") boolean apiSpecific, String md5, List<Attribute> policyAttributes) {

	/** The contract's {@code OperationPolicySpecAttribute}. */
	record Attribute(String name, String displayName, String description, @Nullable String validationRegex, String type,
			boolean required, @Nullable String defaultValue, List<String> allowedValues) {

		static Attribute of(PolicyParameter parameter) {
			return new Attribute(parameter.name(), parameter.displayName(), parameter.description(),
					parameter.validationRegex(), parameter.type().wireName(), parameter.required(),
					parameter.defaultValue(), parameter.allowedValues());
		}

	}

	static PolicyData of(PolicySpec spec) {
		return of(spec, spec.id(), false, spec.toString());
	}

	static PolicyData of(ComposedPolicies.Stored stored) {
		return of(stored.composition().spec(), stored.id(), stored.ofApi(), stored.content());
	}

	private static PolicyData of(PolicySpec spec, UUID id, boolean ofApi, String content) {
		return new PolicyData(spec.category(), id.toString(), spec.name(), spec.version(), spec.displayName(),
				spec.description(), spec.flows().stream().sorted().map(Flow::wireName).toList(), List.of("Synapse"),
				List.of("HTTP"), ofApi, digest(content), spec.parameters().stream().map(Attribute::of).toList());
	}

	/** The contract wants this digest; it guards nothing. */
	private static String digest(String content) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every platform has MD5", ex);
		}
	}

}
