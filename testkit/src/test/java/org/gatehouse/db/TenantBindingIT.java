package org.gatehouse.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.db.tenant.UnboundTenantException;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringBootTest(classes = DatabaseTestApplication.class)
class TenantBindingIT implements PostgresTest {

	private static final TenantId OTHER = new TenantId(new UUID(0, 2));

	@Autowired
	RoleRepository roles;

	@Autowired
	List<JpaRepository<?, ?>> repositories;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void anotherTenantWithARoleOfItsOwn() {
		try (Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("insert into tenant values (?, 'other.example', now()) on conflict do nothing")
				.param(OTHER.value())
				.update();
		}
		TenantContext.call(OTHER, () -> this.roles.findByNameIgnoreCase("theirs")
			.orElseGet(() -> this.roles.save(new Role("theirs", Instant.now()))));
	}

	@Test
	void everyRepositoryRefusesAQueryThatIsBoundToNoTenant() {
		assertThat(this.repositories).hasSizeGreaterThan(10)
			.allSatisfy(repository -> assertThatThrownBy(repository::count)
				.hasRootCauseInstanceOf(UnboundTenantException.class));
	}

	@Test
	void nativeSqlIsRefusedWhereNoTenantIsBound() {
		assertThatThrownBy(() -> this.jdbc.sql("select count(*) from role").query(Long.class).single())
			.hasRootCauseInstanceOf(UnboundTenantException.class);
	}

	@Test
	void aRepositorySeesTheBoundTenantsRowsAlone() {
		assertThat(rolesOf(DefaultTenant.ID)).extracting(Role::name).contains("admin").doesNotContain("theirs");
		assertThat(rolesOf(OTHER)).extracting(Role::name).containsExactly("theirs");
	}

	@Test
	void anotherTenantsRowIsNotFoundByItsIdentifier() {
		UUID theirs = TenantContext.call(OTHER, () -> this.roles.findByNameIgnoreCase("theirs").orElseThrow().getId());

		Optional<Role> found = TenantContext.call(DefaultTenant.ID, () -> this.roles.findById(theirs));

		assertThat(found).isEmpty();
	}

	@Test
	void nativeSqlSeesTheBoundTenantsRowsAlone() {
		List<String> names = TenantContext.call(OTHER,
				() -> this.jdbc.sql("select name from role").query(String.class).list());

		assertThat(names).containsExactly("theirs");
	}

	@Test
	void nativeSqlCannotChangeAnotherTenantsRows() {
		int changed = TenantContext.call(DefaultTenant.ID,
				() -> this.jdbc.sql("update role set name = 'ours' where name = 'theirs'").update());

		assertThat(changed).isZero();
	}

	@Test
	void allTenantsRowsAreSeenWhereThatIsAskedForByName() {
		try (Binding _ = TenantContext.acrossTenants()) {
			assertThat(this.roles.findAll()).extracting(Role::name).contains("admin", "theirs");
		}
	}

	@Test
	void everyTableThatATenantOwnsIsSecuredRowByRow() {
		List<String> open = TenantContext.call(DefaultTenant.ID, () -> this.jdbc.sql("""
				select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
				where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)""")
			.query(String.class)
			.list());

		assertThat(open).isEmpty();
	}

	private List<Role> rolesOf(TenantId tenant) {
		return TenantContext.call(tenant, () -> this.roles.findAll());
	}

}
