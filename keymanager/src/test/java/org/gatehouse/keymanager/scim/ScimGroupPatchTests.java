package org.gatehouse.keymanager.scim;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.RoleView;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScimGroupPatchTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final UUID ANN = new UUID(0, 1);

	private static final UUID BOB = new UUID(0, 2);

	private static final UUID CAT = new UUID(0, 3);

	private static final RoleView ROLE = new RoleView(new UUID(1, 0), "editors", false, null, Instant.EPOCH,
			Instant.EPOCH);

	/**
	 * Members in memory, all of whom fit every filter.
	 *
	 * @param ids who is a member
	 */
	private record Stored(Set<UUID> ids) implements ScimGroupPatch.Members {

		@Override
		public Set<UUID> matching(ScimFilter filter, boolean stored, Collection<UUID> others) {
			Set<UUID> found = new LinkedHashSet<>(others);
			found.addAll(stored ? this.ids : Set.of());
			return found;
		}

		@Override
		public Set<UUID> present(Collection<UUID> asked) {
			Set<UUID> found = new LinkedHashSet<>(this.ids);
			found.retainAll(asked);
			return found;
		}

	}

	private static ScimGroupPatch patched(String operations) {
		String body = "{\"Operations\":[" + operations.replace("'", "\"").replace("*", "\\\"") + "]}";
		return ScimGroupPatch.of(ROLE, new Stored(Set.of(ANN, BOB)), ScimPatch.parse(JSON.readTree(body)).steps());
	}

	private static void assertRefused(String type, String operations) {
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> patched(operations))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo(type));
	}

	@Test
	void addsAndRemovesMembers() {
		ScimGroupPatch patch = patched("""
				{'op':'Add','path':'members','value':[{'value':'%s'}]},
				{'op':'Remove','path':'members[value eq *%s*]'},
				{'op':'remove','path':'members','value':[{'value':'%s'}]}""".formatted(CAT, ANN, BOB));
		assertThat(patch.replacesMembers()).isFalse();
		assertThat(patch.added()).containsExactly(CAT);
		assertThat(patch.removed()).containsExactly(ANN, BOB);
	}

	@Test
	void letsTheLastStepAboutAMemberCount() {
		ScimGroupPatch back = patched(
				"""
						{'op':'remove','path':'members[value eq *%1$s*]'},{'op':'add','path':'members','value':{'value':'%1$s'}}"""
					.formatted(ANN));
		assertThat(back.added()).containsExactly(ANN);
		assertThat(back.removed()).isEmpty();
		ScimGroupPatch gone = patched("{'op':'remove','path':'members[display sw *a*]'}");
		assertThat(gone.removed()).containsExactlyInAnyOrder(ANN, BOB);
	}

	@Test
	void replacesAllMembersAndTheName() {
		ScimGroupPatch patch = patched("""
				{'op':'replace','value':{'displayName':'writers','externalId':'x','members':['%s']}},
				{'op':'add','path':'members','value':['%s']}""".formatted(CAT, ANN));
		assertThat(patch.name()).isEqualTo("writers");
		assertThat(patch.externalId()).isEqualTo("x");
		assertThat(patch.replacesMembers()).isTrue();
		assertThat(patch.added()).containsExactly(CAT, ANN);
		assertThat(patched("{'op':'remove','path':'members'}").replacesMembers()).isTrue();
	}

	@Test
	void refusesStepsThatCannotBeTaken() {
		assertRefused("noTarget", "{'op':'remove','path':'members[value eq *%s*]'}".formatted(CAT));
		assertRefused("noTarget", "{'op':'remove','path':'members'},{'op':'remove','path':'members[display pr]'}");
		assertRefused("mutability", "{'op':'replace','path':'members[value eq *%s*]','value':{}}".formatted(ANN));
		assertRefused("mutability", "{'op':'replace','path':'members.display','value':'x'}");
		assertRefused("mutability", "{'op':'remove','path':'displayName'}");
		assertRefused("mutability", "{'op':'replace','path':'meta','value':{}}");
		assertRefused("invalidValue", "{'op':'add','path':'members','value':[{'value':'ann'}]}");
		assertRefused("invalidValue", "{'op':'add','path':'members'}");
		assertRefused("invalidPath", "{'op':'add','path':'owners','value':[]}");
	}

}
