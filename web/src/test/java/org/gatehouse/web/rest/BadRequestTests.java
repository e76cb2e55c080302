package org.gatehouse.web.rest;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BadRequestTests {

	@Test
	void aCollectorThrowsEverythingThatWasFoundAtOnce() {
		BadRequest.Collector found = BadRequest.collect()
			.require(true, "version", "1.0.0", "a version")
			.reject("name", "", "1 to 60 characters")
			.reject("context", "pizza", "a path that starts with /");
		assertThatExceptionOfType(BadRequest.class).isThrownBy(found::throwIfAny)
			.satisfies(refusal -> assertThat(refusal.fields()).extracting(FieldError::field)
				.containsExactly("name", "context"))
			.withMessageContaining("context: 'pizza' (expected: a path that starts with /)");
	}

	@Test
	void aCollectorThatFoundNothingLetsThrough() {
		assertThatCode(() -> BadRequest.collect().throwIfAny()).doesNotThrowAnyException();
	}

	@Test
	void aLongValueIsCut() {
		assertThat(new FieldError("name", "x".repeat(5000), "less").message()).hasSizeLessThan(200);
	}

}
