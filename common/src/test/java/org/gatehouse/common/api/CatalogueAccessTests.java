package org.gatehouse.common.api;

import java.util.Set;

import org.gatehouse.common.api.CatalogueAccess.Visitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueAccessTests {

	@ParameterizedTest(name = "a {1} visitor with role {2} sees a {0} API: {3}")
	@CsvSource({
			// anonymous visitors see public APIs alone
			"PUBLIC, anonymous, -, true", "RESTRICTED, anonymous, -, false", "PRIVATE, anonymous, -, false",
			// people of the tenant see what is not restricted away from their roles
			"PUBLIC, member, guest, true", "PRIVATE, member, guest, true", "RESTRICTED, member, guest, false",
			"RESTRICTED, member, employee, true",
			// creators and publishers see all
			"RESTRICTED, member, creator, true", "RESTRICTED, member, Internal/publisher, true",
			"RESTRICTED, member, admin, true",
			// other tenants' people see public APIs alone, whatever their roles are
			// called
			"PUBLIC, stranger, employee, true", "PRIVATE, stranger, employee, false",
			"RESTRICTED, stranger, employee, false", "RESTRICTED, stranger, creator, false" })
	void visibilityDecides(String visibility, String kind, String role, boolean sees) {
		assertThat(CatalogueAccess.sees(visibility(visibility), visitor(kind, role))).isEqualTo(sees);
	}

	private static Visibility visibility(String name) {
		return switch (name) {
			case "PUBLIC" -> new Visibility.Public();
			case "PRIVATE" -> new Visibility.MyDomain();
			case "RESTRICTED" -> new Visibility.RestrictedByRoles(Set.of("employee", "manager"));
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static Visitor visitor(String kind, String role) {
		return switch (kind) {
			case "anonymous" -> Visitor.ANONYMOUS;
			case "member" -> Visitor.of(Set.of(role));
			case "stranger" -> new Visitor(true, false, Set.of(role));
			default -> throw new IllegalArgumentException(kind);
		};
	}

}
