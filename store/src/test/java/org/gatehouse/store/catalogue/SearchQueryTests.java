package org.gatehouse.store.catalogue;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.catalogue.CatalogueFilter;
import org.gatehouse.web.rest.BadRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SearchQueryTests {

	@Test
	void readsWordsAndAttributes() {
		CatalogueFilter filter = SearchQuery.parse("org news  name:\"Org News\" tag:press status:published version:1");

		assertThat(filter.words()).containsExactly("org", "news");
		assertThat(filter.text()).isEqualTo("org news");
		assertThat(filter.name()).isEqualTo("Org News");
		assertThat(filter.tag()).isEqualTo("press");
		assertThat(filter.state()).isEqualTo(LifecycleState.PUBLISHED);
		assertThat(filter.version()).isEqualTo("1");
	}

	@Test
	void takesPunctuationForBlanks() {
		assertThat(SearchQuery.parse("'); drop--table /state/{town}/*").words()).containsExactly("drop", "table",
				"state", "town");
		assertThat(SearchQuery.parse("& | ! :* <->").words()).isEmpty();
		assertThat(SearchQuery.parse("naïve 天気").words()).containsExactly("naïve", "天気");
	}

	@Test
	void takesAnUnknownAttributeForWords() {
		assertThat(SearchQuery.parse("colour:green").words()).containsExactly("colour", "green");
	}

	@Test
	void blankMeansAll() {
		assertThat(SearchQuery.parse("  ")).isEqualTo(CatalogueFilter.ALL);
	}

	@Test
	void refusesTooMuchAndUnknownStates() {
		assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> SearchQuery.parse("x".repeat(201)));
		assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> SearchQuery.parse("status:asleep"))
			.withMessageContaining("asleep");
	}

}
