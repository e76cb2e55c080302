package org.gatehouse.web.security;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestFirewallTests {

	/** What Spring Security takes by default, as of 7.1. */
	private static final Pattern NAMES = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

	private static final Pattern VALUES = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

	@Test
	void namesHaveTheCharactersThatTheyHaveByDefault() {
		assertThat(judgedOtherwise(NAMES, (character) -> RequestFirewall.isReadable(text(character), false))).isEmpty();
	}

	@Test
	void valuesHaveTheCharactersThatTheyHaveByDefault() {
		assertThat(judgedOtherwise(VALUES, (character) -> RequestFirewall.isReadable(text(character), true))).isEmpty();
	}

	private static int[] judgedOtherwise(Pattern byDefault, IntPredicate here) {
		return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
			.filter((character) -> byDefault.matcher(text(character)).matches() != here.test(character))
			.toArray();
	}

	private static String text(int character) {
		return "a" + Character.toString(character) + "b";
	}

}
