package org.gatehouse.publisher;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/**
 * What a node with the publisher role has.
 */
@AutoConfiguration
@EnableConfigurationProperties(PublisherProperties.class)
@ComponentScan
public class PublisherAutoConfiguration {

}
