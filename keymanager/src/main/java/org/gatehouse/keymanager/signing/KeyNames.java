package org.gatehouse.keymanager.signing;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.web.rest.BadRequest;

/**
 * Reads what callers name keys and algorithms by.
 */
final class KeyNames {

	private KeyNames() {
	}

	/**
	 * Reads the name of an algorithm.
	 * @param name such as {@code ES256}
	 * @return the algorithm
	 * @throws BadRequest for any other name
	 */
	static KeyAlgorithm algorithm(String name) {
		return KeyAlgorithm.named(name)
			.orElseThrow(() -> new BadRequest("algorithm", name,
					Arrays.stream(KeyAlgorithm.values()).map(KeyAlgorithm::jwsName).collect(Collectors.joining(", "))));
	}

}
