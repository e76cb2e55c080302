package org.gatehouse.store.applications;

import org.gatehouse.common.application.TokenFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer says of an application. Fields are checked by the service, under the
 * names of the REST contract: {@code name}, {@code throttlingPolicy},
 * {@code description}.
 *
 * @param name 1 to 100 characters, unique among the consumer's applications, ignoring
 * case
 * @param throttlingPolicy the name of an application tier
 * @param description at most 512 characters, null for none
 * @param tokenFormat what its tokens look like
 */
public record ApplicationDraft(@Nullable String name, @Nullable String throttlingPolicy, @Nullable String description,
		TokenFormat tokenFormat) {
}
