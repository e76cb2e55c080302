package org.gatehouse.gatewaycore.policy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReservedNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "X-JWT-Assertion", "x_jwt_assertion", "X-Forwarded-Anything", "FORWARDED", "x-real_ip",
			"True-Client-IP", "Content_Length", "X-HTTP-Method-Override" })
	void whatTellsWhoCallsIsTheGatewaysOwn(String name) {
		assertThat(ReservedNames.isReserved(name, false)).isTrue();
		assertThat(ReservedNames.isReserved(name, true)).isTrue();
		assertThat(ReservedNames.isTrailer(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For", "x-forwarded-proto", "X-FORWARDED-HOST" })
	void aTrustedProxyHasASayInAddressSchemeAndHost(String name) {
		assertThat(ReservedNames.isReserved(name, false)).isTrue();
		assertThat(ReservedNames.isReserved(name, true)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Own", "x_own", "api_key", "Accept", "traceparent", "Forwarder", "X-Request-Id", "x" })
	void theRestIsTheCallers(String name) {
		assertThat(ReservedNames.isReserved(name, false)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type", "Content_Length", "Set-Cookie", "If-Match", "Authorization", "Host", "TE",
			"Access-Control-Allow-Origin", "Transfer-Encoding" })
	void whatFramesOrRoutesDoesNotStandBehindABody(String name) {
		assertThat(ReservedNames.isTrailer(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Checksum", "grpc-status", "Server-Timing", "ETag" })
	void whatIsKnownAtTheEndOnlyMay(String name) {
		assertThat(ReservedNames.isTrailer(name)).isTrue();
	}

}
