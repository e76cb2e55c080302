package org.gatehouse.db;

import java.nio.file.Path;
import java.time.Clock;

import org.gatehouse.jose.sealing.Sealer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.PropertySource;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The database as every control-plane module finds it.
 */
@AutoConfiguration(beforeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
		"org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration" })
@ComponentScan
@EntityScan
@EnableJpaRepositories(bootstrapMode = BootstrapMode.DEFERRED)
@EnableScheduling
@PropertySource("classpath:org/gatehouse/db/defaults.properties")
public class DatabaseAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	@ConditionalOnMissingBean
	Sealer sealer(@Value("${gatehouse.master-key-file}") Path file) {
		return Sealer.fromFile(file);
	}

}
