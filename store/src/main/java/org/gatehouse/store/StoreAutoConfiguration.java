package org.gatehouse.store;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The store as a part of the platform.
 */
@AutoConfiguration
@ComponentScan
public class StoreAutoConfiguration {

}
