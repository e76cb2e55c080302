package org.gatehouse.common.tier;

import java.util.Set;

import org.gatehouse.common.tier.TierAccess.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TierAccessTests {

	@Test
	void everyoneMayUseATierWithoutPermission() {
		assertThat(TierAccess.permits(null, Set.of())).isTrue();
	}

	@Test
	void everyoneMayUseATierWhosePermissionNamesNoRole() {
		assertThat(TierAccess.permits(new Permission(true, Set.of()), Set.of("guest"))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "true,employee,true", "true,guest,false", "false,employee,false", "false,guest,true" })
	void aPermissionDecidesByRole(boolean allow, String role, boolean permitted) {
		Permission permission = new Permission(allow, Set.of("employee"));

		assertThat(TierAccess.permits(permission, Set.of(role, "Internal/everyone"))).isEqualTo(permitted);
	}

}
