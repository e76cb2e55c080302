package org.gatehouse.common.api;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a provider tells the callers of a deprecated API version of what comes next.
 *
 * @param sunset from when on it may be gone (RFC 8594), null where that is not decided
 * @param successor what takes its place, an http or https URL; null where the provider
 * names nothing
 * @param documentation where to read about it, an http or https URL; null for nowhere
 */
public record DeprecationNotice(@Nullable Instant sunset, @Nullable URI successor, @Nullable URI documentation) {

	/** Nothing is told. */
	public static final DeprecationNotice NONE = new DeprecationNotice(null, null, null);

}
