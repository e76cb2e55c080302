package org.gatehouse.gatewaycore.endpoint;

import java.util.List;
import java.util.Set;

/**
 * How an endpoint can fail, with the fault codes by which WSO2 API Manager knows it. The
 * first code is the one that callers are told.
 */
public enum Failure {

	/** No connection can be had. */
	UNREACHABLE(101503),
	/** Connecting takes too long. */
	CONNECT_TIMEOUT(101508),
	/** It is silent for too long, with the request sent (101507) or not. */
	TIMEOUT(101504, 101507),
	/** It closed the connection, while it was being written to or read from. */
	CLOSED(101505, 101500, 101501),
	/** What it sent is no HTTP. */
	PROTOCOL(101506, 101510);

	private final Set<Integer> codes;

	Failure(Integer... codes) {
		this.codes = Set.of(codes);
	}

	boolean isOneOf(List<Integer> named) {
		if (named.isEmpty()) {
			return true;
		}
		for (Integer code : named) {
			if (this.codes.contains(code)) {
				return true;
			}
		}
		return false;
	}

}
