package org.gatehouse.common.identity;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionTests {

	@Test
	void anAdministratorMayDoEverything() {
		assertThat(Permission.of(Set.of("admin"))).containsExactly(Permission.values());
	}

	@Test
	void bareAndInternalRolesCarryTheSame() {
		assertThat(Permission.of(Set.of("creator"))).isEqualTo(Permission.of(Set.of("Internal/creator")))
			.containsExactly(Permission.CREATE);
		assertThat(Permission.of(Set.of("publisher"))).isEqualTo(Permission.of(Set.of("Internal/publisher")))
			.containsExactly(Permission.PUBLISH);
		assertThat(Permission.of(Set.of("subscriber"))).isEqualTo(Permission.of(Set.of("Internal/subscriber")))
			.containsExactly(Permission.SUBSCRIBE);
	}

	@Test
	void otherRolesCarryNothing() {
		assertThat(Permission.of(Set.of("employee", "Internal/everyone", "administrator"))).isEmpty();
	}

}
