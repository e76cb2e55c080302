package org.gatehouse.db.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

import org.gatehouse.jose.sealing.Sealer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Named values that the platform needs in clear, kept sealed in the database.
 */
@Repository
public class SealedValues {

	private final JdbcClient jdbc;

	private final Sealer sealer;

	SealedValues(JdbcClient jdbc, Sealer sealer) {
		this.jdbc = jdbc;
		this.sealer = sealer;
	}

	/**
	 * Reads a value.
	 * @param name its name
	 * @return the value, empty where there is none
	 */
	public Optional<String> find(String name) {
		return this.jdbc.sql("select sealed from sealed_value where name = ?")
			.param(name)
			.query(byte[].class)
			.optional()
			.map(sealed -> new String(this.sealer.unseal(sealed, name), StandardCharsets.UTF_8));
	}

	/**
	 * Keeps a value, in place of any that was there.
	 * @param name its name
	 * @param value the value
	 */
	public void save(String name, String value) {
		this.jdbc
			.sql("insert into sealed_value values (?, ?) on conflict (name) do update set sealed = excluded.sealed")
			.params(name, this.sealer.seal(value.getBytes(StandardCharsets.UTF_8), name))
			.update();
	}

	/**
	 * Reads a value; keeps a new one where there is none. Of several nodes that start at
	 * once, all get the same.
	 * @param name its name
	 * @param fresh makes the new value
	 * @return the value
	 */
	public String findOrCreate(String name, Supplier<String> fresh) {
		Optional<String> found = find(name);
		if (found.isPresent()) {
			return found.get();
		}
		this.jdbc.sql("insert into sealed_value values (?, ?) on conflict (name) do nothing")
			.params(name, this.sealer.seal(fresh.get().getBytes(StandardCharsets.UTF_8), name))
			.update();
		return find(name).orElseThrow();
	}

}
