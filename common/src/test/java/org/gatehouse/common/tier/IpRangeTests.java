package org.gatehouse.common.tier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IpRangeTests {

	@ParameterizedTest
	@CsvSource({ "10.1.1.1, 10.1.1.1", "10.1.1.1/27, 10.1.1.0 - 10.1.1.31",
			"10.1.1.1 - 10.1.1.30, 10.1.1.1 - 10.1.1.30", "10.1.1.7/32, 10.1.1.7",
			"0.0.0.0/0, 0.0.0.0 - 255.255.255.255", "2001:db8::1, 2001:db8:0:0:0:0:0:1",
			"2001:db8::/126, 2001:db8:0:0:0:0:0:0 - 2001:db8:0:0:0:0:0:3", "::ffff:10.1.1.1, 10.1.1.1" })
	void showsTheRange(String text, String shown) {
		assertThat(IpRange.of(text)).hasToString(shown);
	}

	@ParameterizedTest
	@CsvSource({ "10.1.0.255, false", "10.1.1.0, true", "10.1.1.30, true", "10.1.1.31, true", "10.1.1.32, false",
			"::ffff:10.1.1.30, true", "2001:db8::1, false" })
	void holdsExactlyTheBlock(String address, boolean inside) {
		assertThat(IpRange.of("10.1.1.1/27").contains(IpRange.bytes(address))).isEqualTo(inside);
	}

	@Test
	void comparesWithoutSign() {
		assertThat(IpRange.of("100.0.0.0 - 200.0.0.0").contains(IpRange.bytes("150.1.1.1"))).isTrue();
		assertThat(IpRange.of("100.0.0.0 - 200.0.0.0").contains(IpRange.bytes("201.1.1.1"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "10.1.1", "10.1.1.256", "localhost", "10.1.1.1/33", "10.1.1.1/", "2001:db8::/129",
			"::g", "10.1.1.9 - 10.1.1.1", "10.1.1.1 - ::1", "fe80::1%eth0", "-" })
	void refusesWhatIsNoRange(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IpRange.of(text)).withMessageContaining("expected");
	}

}
