package org.gatehouse.web.rest;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageTests {

	@Test
	void aPartInTheMiddleLinksToBothSidesAndKeepsTheQuery() {
		Page<String> page = Page.of(List.of("c", "d"), new PageRequest(2, 2, "/apis?query=x"), 7);
		assertThat(page.count()).isEqualTo(2);
		assertThat(page.pagination().next()).isEqualTo("/apis?query=x&limit=2&offset=4");
		assertThat(page.pagination().previous()).isEqualTo("/apis?query=x&limit=2&offset=0");
	}

	@Test
	void theOnlyPartLinksNowhere() {
		Page<String> page = Page.of(List.of("a"), PageRequest.first(), 1);
		assertThat(page.pagination()).isEqualTo(new Page.Pagination(0, 25, 1, "", ""));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1001, 0", "-1, 0", "25, -1" })
	void aLimitOrOffsetOutOfRangeIsRefused(int limit, int offset) {
		assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> PageRequest.of(limit, offset));
	}

}
