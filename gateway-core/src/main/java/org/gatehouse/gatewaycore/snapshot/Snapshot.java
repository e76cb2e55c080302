package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.token.SigningKeys;

/**
 * All that a call is judged by, compiled and immutable but for the counters of its
 * limits. A call reads the current one once and finishes on it. The next one shares with
 * it all that did not change.
 *
 * @param revision the feed's revision that it was compiled from
 * @param apis the APIs by their prefixes
 * @param keys the applications' clients by consumer key
 * @param signingKeys the keys that tokens are signed with
 * @param revoked the tokens that no longer hold
 */
public record Snapshot(long revision, ApiTable<CompiledApi> apis, Table<String, CompiledApplication.Key> keys,
		SigningKeys signingKeys, Revoked revoked) {

}
