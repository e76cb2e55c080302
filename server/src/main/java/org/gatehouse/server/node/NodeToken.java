package org.gatehouse.server.node;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import org.gatehouse.server.launch.DataDirectory;
import org.gatehouse.server.launch.LaunchedNode;
import org.springframework.stereotype.Component;

/**
 * The secret by which gateways on other nodes prove themselves: {@code keys/node.token},
 * made at the first start. An operator copies it to those nodes.
 */
@Component
class NodeToken {

	private static final int BYTES = 32;

	private final byte[] expected;

	NodeToken(LaunchedNode node) {
		DataDirectory data = node.data();
		this.expected = ("Bearer " + data.readOrMake(data.keys().resolve("node.token"), NodeToken::make))
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Whether a request proves its node. Takes the same time for every wrong token.
	 * @param authorization the value of the {@code Authorization} header
	 * @return true if it carries the token
	 */
	boolean isProvenBy(String authorization) {
		return MessageDigest.isEqual(this.expected, authorization.getBytes(StandardCharsets.UTF_8));
	}

	private static String make() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
