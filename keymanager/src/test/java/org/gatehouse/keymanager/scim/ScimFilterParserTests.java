package org.gatehouse.keymanager.scim;

import java.util.List;
import java.util.Locale;

import org.gatehouse.keymanager.scim.ScimFilter.And;
import org.gatehouse.keymanager.scim.ScimFilter.Compare;
import org.gatehouse.keymanager.scim.ScimFilter.Digits;
import org.gatehouse.keymanager.scim.ScimFilter.Not;
import org.gatehouse.keymanager.scim.ScimFilter.Operator;
import org.gatehouse.keymanager.scim.ScimFilter.Or;
import org.gatehouse.keymanager.scim.ScimFilter.Present;
import org.gatehouse.keymanager.scim.ScimFilter.Text;
import org.gatehouse.keymanager.scim.ScimFilter.Truth;
import org.gatehouse.keymanager.scim.ScimFilter.Within;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScimFilterParserTests {

	private static Compare same(String attribute, String text) {
		return new Compare(attribute, Operator.EQ, new Text(text));
	}

	@ParameterizedTest
	@EnumSource
	void readsEachOperatorInAnyCase(Operator operator) {
		Compare expected = new Compare("userName", operator, new Text("a"));
		assertThat(ScimFilterParser.parse("userName " + operator + " \"a\"")).isEqualTo(expected);
		assertThat(ScimFilterParser.parse("userName " + operator.toString().toLowerCase(Locale.ROOT) + " \"a\""))
			.isEqualTo(expected);
	}

	@Test
	void readsValuesOfEachKind() {
		assertThat(ScimFilterParser.parse("a eq \"say \\\"hi\\\" \\u00e9 (x) and y\""))
			.isEqualTo(same("a", "say \"hi\" é (x) and y"));
		assertThat(ScimFilterParser.parse("a eq true")).isEqualTo(new Compare("a", Operator.EQ, new Truth(true)));
		assertThat(ScimFilterParser.parse("a eq False")).isEqualTo(new Compare("a", Operator.EQ, new Truth(false)));
		assertThat(ScimFilterParser.parse("a gt -1.5e3"))
			.isEqualTo(new Compare("a", Operator.GT, new Digits("-1.5e3")));
	}

	@Test
	void takesNeAndNullForTheOpposites() {
		assertThat(ScimFilterParser.parse("a ne \"b\"")).isEqualTo(new Not(same("a", "b")));
		assertThat(ScimFilterParser.parse("a eq null")).isEqualTo(new Not(new Present("a")));
		assertThat(ScimFilterParser.parse("a ne null")).isEqualTo(new Present("a"));
	}

	@Test
	void bindsAndCloserThanOrAndNotClosest() {
		assertThat(ScimFilterParser.parse("a pr or b pr and c pr"))
			.isEqualTo(new Or(List.of(new Present("a"), new And(List.of(new Present("b"), new Present("c"))))));
		assertThat(ScimFilterParser.parse("(a pr OR b pr) AND NOT (c pr)")).isEqualTo(
				new And(List.of(new Or(List.of(new Present("a"), new Present("b"))), new Not(new Present("c")))));
	}

	@Test
	void readsPartsAndValuePaths() {
		assertThat(ScimFilterParser.parse("name.familyName eq \"b\""))
			.isEqualTo(new Within("name", same("familyName", "b")));
		assertThat(ScimFilterParser.parse("emails.value ne \"b\""))
			.isEqualTo(new Not(new Within("emails", same("value", "b"))));
		assertThat(ScimFilterParser.parse("emails[type eq \"work\" and value pr]"))
			.isEqualTo(new Within("emails", new And(List.of(same("type", "work"), new Present("value")))));
		assertThat(ScimFilterParser.parse("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"b\""))
			.isEqualTo(same("userName", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "userName", "userName eq", "userName is \"a\"", "userName eq \"a",
			"userName eq a", "userName eq \"a\" and", "userName eq \"a\" userName pr", "(userName pr", "userName pr)",
			"not userName pr", "emails[type eq \"work\"", "emails[a[b pr]]", "emails[]", "a.b[c pr]", "a.b.c pr",
			"userName co null", "userName eq 'a'", "userName eq \"\\x\"", "userName eq \"\\u0000\"", "userName eq 01",
			"and pr pr", "userName;drop pr", "\"userName\" pr", "1a pr" })
	void refusesWhatIsNoFilter(String text) {
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> ScimFilterParser.parse(text))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo("invalidFilter"));
	}

	@Test
	void refusesWhatIsBeyondTheLimits() {
		String deep = "(".repeat(ScimFilterParser.DEEPEST + 1) + "a pr" + ")".repeat(ScimFilterParser.DEEPEST + 1);
		String wide = "a pr" + " or a pr".repeat(ScimFilterParser.MOST_COMPARISONS);
		String lengthy = "a eq \"" + "x".repeat(ScimTokens.LONGEST) + "\"";
		for (String text : List.of(deep, wide, lengthy, "not (".repeat(700))) {
			assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> ScimFilterParser.parse(text));
		}
		assertThat(ScimFilterParser.parse(deep.substring(1, deep.length() - 1))).isEqualTo(new Present("a"));
	}

	@Test
	void readsPaths() {
		assertThat(ScimFilterParser.path("Name.GivenName").key()).isEqualTo("name.givenname");
		assertThat(ScimFilterParser.path("urn:ietf:params:scim:schemas:core:2.0:user:active").key())
			.isEqualTo("active");
		ScimPath path = ScimFilterParser.path("emails[type eq \"work\"].value");
		assertThat(path.key()).isEqualTo("emails.value");
		assertThat(path.filter()).isEqualTo(same("type", "work"));
		assertThat(ScimFilterParser.path("members[value eq \"1\"]").sub()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a.b.c", "a[b pr].c.d", "a[b pr] c", "a b", "[b pr]", "a{}", "a[b pr]]", ".a", "a.",
			"\"a\"", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" })
	void refusesWhatIsNoPath(String text) {
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> ScimFilterParser.path(text))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo("invalidPath"));
	}

	@Test
	void refusesAPathWithAWrongFilter() {
		assertThatExceptionOfType(ScimProblem.class).isThrownBy(() -> ScimFilterParser.path("emails[type is \"work\"]"))
			.satisfies((problem) -> assertThat(problem.scimType()).isEqualTo("invalidFilter"));
	}

}
