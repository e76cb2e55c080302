package org.gatehouse.gatewaycore.snapshot;

import java.util.Map;

import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.token.SigningKeys;

/**
 * All that a call is judged by, compiled and immutable but for the counters of its
 * limits. A call reads the current one once and finishes on it.
 *
 * @param revision the feed's revision that it was compiled from
 * @param apis the APIs by their prefixes
 * @param keys the applications' clients by consumer key
 * @param signingKeys the keys that tokens are signed with
 * @param revoked the tokens that no longer hold
 */
public record Snapshot(long revision, ApiTable<CompiledApi> apis, Map<String, CompiledApplication.Key> keys,
		SigningKeys signingKeys, Revoked revoked) {

}
