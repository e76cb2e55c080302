package org.gatehouse.publisher;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set about the publisher.
 *
 * @param importHosts hosts that definitions may be fetched from although their addresses
 * are private ({@code gatehouse.publisher.import-hosts}), in lower case
 */
@ConfigurationProperties("gatehouse.publisher")
public record PublisherProperties(@DefaultValue Set<String> importHosts) {

	public PublisherProperties {
		importHosts = Set.copyOf(importHosts);
	}

}
