package org.gatehouse.keymanager.scim;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScimUserPatchTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final UUID ID = new UUID(1, 2);

	private static Account account(@Nullable String email) {
		return new Account(ID, "ann", email, "Ann", "Lee", "e-1", true, Set.of(), Set.of(), Instant.EPOCH,
				Instant.EPOCH);
	}

	private static ScimUserPatch patched(Account account, String operations) {
		return ScimUserPatch.of(account,
				ScimPatch.parse(JSON.readTree("{\"Operations\":[" + operations + "]}")).steps());
	}

	private static AccountDetails details(String operations) {
		return patched(account("ann@example.com"), operations).details();
	}

	@Test
	void readsWhatEntraSends() {
		AccountDetails details = details("""
				{"op":"Replace","path":"active","value":"False"},
				{"op":"Add","path":"emails[type eq \\"work\\"].value","value":"new@example.com"},
				{"op":"Replace","value":{"name.givenName":"Nan","displayName":"x",
				 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"y"}}""");
		assertThat(details).isEqualTo(new AccountDetails("new@example.com", "Nan", "Lee", false, null));
	}

	@Test
	void readsWhatOktaSends() {
		AccountDetails details = details(
				"""
						{"op":"replace","value":{"id":"%s","active":false,"NAME":{"familyName":"Low"},"nickName":"n",
						 "groups":[],"meta":{},"urn:ietf:params:scim:schemas:core:2.0:User":{"emails":[{"value":"o@example.com"}]}}}"""
					.formatted(ID));
		assertThat(details).isEqualTo(new AccountDetails("o@example.com", "Ann", "Low", false, null));
	}

	@Test
	void takesStepsInTheirOrder() {
		ScimUserPatch patch = patched(account("ann@example.com"), """
				{"op":"remove","path":"externalId"},{"op":"add","path":"name","value":{"givenName":"A"}},
				{"op":"remove","path":"name.familyName"},{"op":"replace","path":"name.givenName","value":"B"},
				{"op":"replace","path":"password","value":"secret-1"}""");
		assertThat(patch.details()).isEqualTo(new AccountDetails("ann@example.com", "B", null, true, null));
		assertThat(patch.externalId()).isNull();
		assertThat(patch.password()).isEqualTo("secret-1");
	}

	@Test
	void keepsOneAddress() {
		assertThat(details("{\"op\":\"remove\",\"path\":\"emails\"}").email()).isNull();
		assertThat(details("{\"op\":\"replace\",\"path\":\"emails\",\"value\":[]}").email()).isNull();
		assertThat(details("{\"op\":\"add\",\"path\":\"emails\",\"value\":[]}").email()).isEqualTo("ann@example.com");
		assertThat(
				details("{\"op\":\"remove\",\"path\":\"emails[value sw \\\"ann@\\\" and primary eq true]\"}").email())
			.isNull();
		assertThat(details("""
				{"op":"replace","path":"emails","value":[{"value":"a@b.c"},{"value":"d@e.f","primary":"True"}]}""")
			.email()).isEqualTo("d@e.f");
		String made = "{\"op\":\"add\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"a@b.c\"}";
		assertThat(patched(account(null), made).details().email()).isEqualTo("a@b.c");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "{'op':'replace','path':'emails[type eq *home*].value','value':'a@b.c'} | noTarget",
					"{'op':'remove','path':'emails[value eq *x@y.z*]'} | noTarget", "{'op':'remove'} | noTarget",
					"{'op':'replace','path':'emails[colour eq *red*].value','value':'a@b.c'} | invalidFilter",
					"{'op':'replace','path':'emails.colour','value':'a@b.c'} | invalidPath",
					"{'op':'replace','path':'nickName','value':'x'} | invalidPath",
					"{'op':'replace','path':'active[value eq true]','value':true} | invalidPath",
					"{'op':'replace','path':'userName','value':'bob'} | mutability",
					"{'op':'remove','path':'userName'} | mutability", "{'op':'remove','path':'active'} | mutability",
					"{'op':'replace','path':'id','value':'x'} | mutability",
					"{'op':'add','path':'groups','value':[{'value':'x'}]} | mutability",
					"{'op':'replace','path':'meta.created','value':'x'} | invalidPath",
					"{'op':'replace','path':'active','value':'maybe'} | invalidValue",
					"{'op':'replace','path':'active'} | invalidValue", "{'op':'replace','value':'x'} | invalidValue",
					"{'op':'replace','path':'name.givenName','value':7} | invalidValue",
					"{'op':'replace','path':'name','value':'x'} | invalidSyntax",
					"{'op':'move','path':'name'} | invalidSyntax", "{'op':7,'path':'name'} | invalidSyntax",
					"7 | invalidSyntax" })
	void refusesStepsThatCannotBeTaken(String operation, String type) {
		String json = operation.replace("'", "\"").replace("*", "\\\"");
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> details(json))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo(type));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"Operations\":{}}", "{\"Operations\":[]}",
			"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"Operations\":[{\"op\":\"remove\",\"path\":\"name\"}]}" })
	void refusesWhatIsNoPatch(String body) {
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> ScimPatch.parse(JSON.readTree(body)))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo("invalidSyntax"));
	}

}
