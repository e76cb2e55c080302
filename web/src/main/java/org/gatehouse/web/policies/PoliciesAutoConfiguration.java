package org.gatehouse.web.policies;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * What publisher and administration share of policies; apart from the rest of the module,
 * since it needs the database.
 */
@AutoConfiguration
@ComponentScan
public class PoliciesAutoConfiguration {

}
