package org.gatehouse.keymanager.site;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class ScimSearchIT extends ScimTest {

	private static final String OURS = "userName sw 'srch-'";

	@Autowired
	ScimSearchIT(News news) {
		super(news);
	}

	@BeforeEach
	void people() {
		if (!names(OURS).isEmpty()) {
			return;
		}
		String ann = user("srch-ann", """
				,'externalId':'E-1','name':{'givenName':'Ann','familyName':'O\\u0027Neil'},
				'emails':[{'value':'Ann@example.com','type':'work','primary':true}]""");
		String bob = user("srch-bob", ",'name':{'familyName':'100%_\\\\done'},'active':false");
		user("srch-cat", ",'emails':['cat@example.org']");
		made("/Groups", "{'displayName':'srch-editors','externalId':'G-1','members':[{'value':'%s'},{'value':'%s'}]}"
			.formatted(id(ann), id(bob)));
		made("/Groups", "{'displayName':'srch-empty'}");
	}

	private List<String> ours(String filter) {
		return names(OURS + " and (" + filter + ")").stream().map((name) -> name.substring("srch-".length())).toList();
	}

	@Test
	void findsUsersByTexts() {
		assertThat(ours("userName eq 'SRCH-ANN'")).containsExactly("ann");
		assertThat(ours("userName ne 'srch-ann'")).containsExactly("bob", "cat");
		assertThat(ours("username co 'CH-B'")).containsExactly("bob");
		assertThat(ours("userName ew 'cat'")).containsExactly("cat");
		assertThat(ours("userName gt 'srch-bob'")).containsExactly("cat");
		assertThat(ours("userName ge 'srch-bob' and userName le 'srch-bob'")).containsExactly("bob");
		assertThat(ours("userName lt 'srch-bob'")).containsExactly("ann");
		assertThat(ours("name.familyName eq 'o\\u0027neil'")).containsExactly("ann");
		assertThat(ours("name.familyName co '%_\\\\'")).containsExactly("bob");
		assertThat(ours("name.familyName co '_00'")).isEmpty();
		assertThat(ours("userName eq 'x\\u0027; drop table user_account; --'")).isEmpty();
		assertThat(ours("externalId eq 'E-1'")).containsExactly("ann");
		assertThat(ours("externalId eq 'e-1'")).isEmpty();
	}

	@Test
	void findsUsersByWhatIsThereAndWhatIsNot() {
		assertThat(ours("name.givenName pr")).containsExactly("ann");
		assertThat(ours("not (name pr)")).containsExactly("cat");
		assertThat(ours("name.givenName eq null")).containsExactly("bob", "cat");
		assertThat(ours("name.givenName ne 'Ann'")).containsExactly("bob", "cat");
		assertThat(ours("emails pr")).containsExactly("ann", "cat");
		assertThat(ours("active eq false")).containsExactly("bob");
		assertThat(ours("active ne false or externalId pr")).containsExactly("ann", "cat");
	}

	@Test
	void findsUsersByOneOfTheirValues() {
		assertThat(ours("emails eq 'ann@example.com'")).containsExactly("ann");
		assertThat(ours("emails[type eq 'work']")).containsExactly("ann", "cat");
		assertThat(ours("emails[type eq 'work' and value ew '.org']")).containsExactly("cat");
		assertThat(ours("emails[type eq 'home']")).isEmpty();
		assertThat(ours("emails[not (type eq 'home')]")).containsExactly("ann", "cat");
		assertThat(ours("emails.primary eq true and emails.value co 'ANN'")).containsExactly("ann");
		assertThat(ours("groups.display eq 'srch-editors'")).containsExactly("ann", "bob");
		assertThat(ours("groups[display eq 'srch-editors' and type eq 'direct'] and active eq true"))
			.containsExactly("ann");
		assertThat(ours("not (groups pr)")).containsExactly("cat");
	}

	@Test
	void findsByWhatTheResourceSaysAboutItself() {
		assertThat(ours("meta.created gt '2020-01-01T00:00:00Z' and meta.lastModified lt '2999-01-01T00:00:00+01:00'"))
			.hasSize(3);
		assertThat(ours("meta.resourceType eq 'User'")).hasSize(3);
		String id = scim("GET", "/Users?" + encoded("filter", "userName eq \"srch-cat\""), null).json()
			.at("/Resources/0/id")
			.asString();
		assertThat(ours("id eq '" + id + "'")).containsExactly("cat");
		assertThat(ours("id eq 'none'")).isEmpty();
	}

	@Test
	void findsGroupsByNameAndMember() {
		String filter = "displayName sw 'srch-' and ";
		assertThat(names("/Groups", "displayName", filter + "members.display eq 'srch-bob'"))
			.containsExactly("srch-editors");
		assertThat(names("/Groups", "displayName", filter + "not (members pr)")).containsExactly("srch-empty");
		assertThat(names("/Groups", "displayName", "externalId eq 'G-1'")).containsExactly("srch-editors");
	}

	@ParameterizedTest
	@ValueSource(strings = { "userName", "userName eq 7", "nickName pr", "name.middleName pr", "userName[value pr]",
			"active co 'x'", "active gt true", "meta.created co '2020'", "meta.created gt 'yesterday'",
			"meta.created gt '+999999999-01-01T00:00:00Z'", "id gt 'x'", "emails[colour eq 'red']", "password pr",
			"password sw 'a'", "userName eq 'a' or" })
	void refusesWrongFilters(String filter) {
		String asked = filter.replace('\'', '"');
		assertRefused(scim("GET", "/Users?" + encoded("filter", asked), null), 400, "invalidFilter");
		assertRefused(scim("GET", "/Users?count=0&" + encoded("filter", asked), null), 400, "invalidFilter");
	}

	@Test
	void refusesFiltersBeyondTheLimits() {
		assertRefused(scim("POST", "/Users/.search", "{'filter':'userName eq \\\"" + "x".repeat(4000) + "\\\"'}"), 400,
				"invalidFilter");
		assertRefused(scim("POST", "/Users/.search", "{'filter':'" + "(".repeat(1000) + "'}"), 400, "invalidFilter");
		assertRefused(scim("POST", "/Users/.search", "{'filter':'id pr" + " or id pr".repeat(200) + "'}"), 400,
				"invalidFilter");
		assertThat(scim("POST", "/Users/.search", "{'filter':'groups pr" + " or groups pr".repeat(99) + "'}").status())
			.isEqualTo(200);
	}

	@Test
	void showsOnePageAndTheTotal() {
		String ours = "/Users?" + encoded("filter", OURS.replace('\'', '"'));
		Answer page = scim("GET", ours + "&startIndex=2&count=1", null);
		assertThat(page.json().path("totalResults").asInt()).isEqualTo(3);
		assertThat(page.json().path("startIndex").asInt()).isEqualTo(2);
		assertThat(page.json().path("itemsPerPage").asInt()).isEqualTo(1);
		assertThat(page.json().at("/Resources/0/userName").asString()).isEqualTo("srch-bob");
		assertThat(page.json().at("/schemas/0").asString())
			.isEqualTo("urn:ietf:params:scim:api:messages:2.0:ListResponse");
		for (String none : List.of("&count=0", "&count=-1", "&startIndex=4", "&startIndex=2147483647&count=1000")) {
			Answer empty = scim("GET", ours + none, null);
			assertThat(empty.json().path("totalResults").asInt()).isEqualTo(3);
			assertThat(empty.json().path("Resources")).isEmpty();
		}
		assertThat(scim("GET", ours + "&startIndex=-7&count=99999", null).json().path("itemsPerPage").asInt())
			.isEqualTo(3);
		assertRefused(scim("GET", ours + "&count=many", null), 400, "invalidValue");
	}

	@Test
	void sortsByAnAttribute() {
		String ours = "/Users?" + encoded("filter", OURS.replace('\'', '"'));
		assertThat(scim("GET", ours + "&sortBy=userName&sortOrder=descending", null).json()
			.at("/Resources/0/userName")
			.asString()).isEqualTo("srch-cat");
		assertThat(scim("GET", ours + "&sortBy=emails&count=1", null).json().at("/Resources/0/userName").asString())
			.isEqualTo("srch-ann");
		assertThat(scim("GET", ours + "&sortBy=meta.created", null).status()).isEqualTo(200);
		assertRefused(scim("GET", ours + "&sortBy=groups", null), 400, "invalidValue");
		assertRefused(scim("GET", ours + "&sortBy=password", null), 400, "invalidValue");
		assertRefused(scim("GET", ours + "&sortOrder=up", null), 400, "invalidValue");
	}

	@Test
	void searchesByPost() {
		Answer found = scim("POST", "/Users/.search",
				"""
						{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'attributes':['userName','name.familyName'],
						 'filter':'userName eq \\"srch-ann\\"','startIndex':1,'count':5}""");
		assertThat(found.status()).isEqualTo(200);
		assertThat(found.json().at("/Resources/0").propertyNames()).containsExactly("schemas", "id", "userName",
				"name");
		assertThat(found.json().at("/Resources/0/name").propertyNames()).containsExactly("familyName");
		assertThat(scim("POST", "/Groups/.search", "{'filter':'displayName eq \\\"srch-empty\\\"'}").json()
			.path("totalResults")
			.asInt()).isEqualTo(1);
		assertRefused(scim("POST", "/Users/.search", "{'count':'x'}"), 400, "invalidValue");
		assertRefused(scim("POST", "/Users/.search", "{'schemas':['urn:x']}"), 400, "invalidSyntax");
	}

	@Test
	void searchesUsersAndGroupsAtOnce() {
		String filter = "userName sw \\\"srch-\\\" or displayName sw \\\"srch-\\\"";
		Answer all = scim("POST", "/.search", "{'filter':'" + filter + "'}");
		assertThat(all.json().path("totalResults").asInt()).isEqualTo(5);
		assertThat(all.json().at("/Resources/0/userName").asString()).isEqualTo("srch-ann");
		Answer page = scim("POST", "/.search", "{'filter':'" + filter + "','startIndex':3,'count':2}");
		assertThat(page.json().at("/Resources/0/userName").asString()).isEqualTo("srch-cat");
		assertThat(page.json().at("/Resources/1/displayName").asString()).isEqualTo("srch-editors");
		assertThat(scim("GET", "?attributes=displayName&" + encoded("filter", "meta.resourceType eq \"Group\""), null)
			.body()).contains("srch-empty").doesNotContain("srch-ann");
		assertRefused(scim("GET", "?sortBy=userName", null), 400, "invalidValue");
	}

}
