package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a policy before it is used.
 *
 * @param name unique among the catalogue's policies of a version
 * @param version such as {@code v1}
 * @param displayName what people read
 * @param description what it does, a sentence or two
 * @param category what it belongs to: Mediation, Security, Transformation, Routing or
 * Observability
 * @param flows when it can act
 * @param parameters what it is given, in the order in which people are asked
 * @param needsDefinition true if it reads the API's definition, so that it cannot stand
 * in what all APIs have in common
 */
public record PolicySpec(String name, String version, String displayName, String description, String category,
		Set<Flow> flows, List<PolicyParameter> parameters, boolean needsDefinition) {

	public PolicySpec {
		flows = Set.copyOf(flows);
		parameters = List.copyOf(parameters);
	}

	/**
	 * What the policy is known by in WSO2's contract.
	 * @return always the same for a name and version
	 */
	public UUID id() {
		return UUID.nameUUIDFromBytes((this.name + "/" + this.version).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Finds a parameter.
	 * @param name its name
	 * @return the parameter, null where there is none of the name
	 */
	public @Nullable PolicyParameter parameter(String name) {
		return this.parameters.stream().filter((parameter) -> parameter.name().equals(name)).findFirst().orElse(null);
	}

}
