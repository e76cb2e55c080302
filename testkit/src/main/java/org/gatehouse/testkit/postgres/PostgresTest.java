package org.gatehouse.testkit.postgres;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A Spring test with a database implements this: each Spring context gets a new, empty
 * one, connected to as the role that the platform has in production, which is no
 * superuser. The server is a container's where a container engine answers and the
 * embedded one elsewhere; there is one a JVM.
 */
public interface PostgresTest {

	/**
	 * Points Spring's data source to a new database.
	 * @param registry takes the properties
	 */
	@DynamicPropertySource
	static void postgres(DynamicPropertyRegistry registry) {
		TestDatabase database = TestDatabase.create();
		registry.add("spring.datasource.url", database::url);
		registry.add("spring.datasource.username", database::user);
		registry.add("spring.datasource.password", database::password);
		registry.add("gatehouse.master-key-file", MasterKeyFile::path);
	}

}
