package org.gatehouse.management;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/**
 * What a node needs to be managed.
 */
@AutoConfiguration
@ComponentScan
@EnableConfigurationProperties(ManagementProperties.class)
public class ManagementAutoConfiguration {

}
