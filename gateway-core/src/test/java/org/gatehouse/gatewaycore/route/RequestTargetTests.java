package org.gatehouse.gatewaycore.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestTargetTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "*", "host:443", "//a", "/a//b", "/a/../b", "/a/..", "/./a", "/a/.",
			"/a/%2e%2e/b", "/a/%2E/b", "/a/.%2e/b", "/a%2fb", "/a%2Fb", "/a%5cb", "/a\\b", "/a;b=c/d", "/a/..;/b",
			"/a%00b", "/a%0d%0ab", "/a%7fb", "/a b", "/a\tb", "/a\u0000b", "/a\u00e9b", "/a%", "/a%2", "/a%zz",
			"/a%252e%252e/b", "/a%252fb", "/a%255cb", "/a%25252e", "/a%c0%ae%c0%ae/b", "/a%ffb", "/a%e0%80%afb", "/a#b",
			"/a?b#c", "/a?b c", "/a?\u00e9", "ftp://h/a", "http://", "http://u@h/a", "http://h//a", "/a<b", "/a\"b",
			"/a%c3" })
	void whatHasSeveralReadingsIsNotRead(String target) {
		assertThat(RequestTarget.read(target)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/, /", "/a/b/, /a/b/", "/%61%2D%7e, /a-~", "/a%3bb, /a%3Bb", "/a%20b, /a%20b", "/%c3%a9, /%C3%A9",
			"/a.b/.well-known/...x, /a.b/.well-known/...x", "/a/...%2F, ", "/50%25, /50%25",
			"/a@b:c!$&'()*+=, /a@b:c!$&'()*+=", "http://host/a, /a", "https://host:8243/a/b, /a/b", "http://host, /" })
	void unreservedCharactersAreDecodedAndTheRestStays(String target, String path) {
		RequestTarget read = RequestTarget.read(target);
		if (path == null) {
			assertThat(read).isNull();
			return;
		}
		assertThat(read).isNotNull();
		assertThat(read.path()).isEqualTo(path);
	}

	@Test
	void theQueryStaysByteForByte() {
		RequestTarget read = RequestTarget.read("/a?x=%2e%2e/%2F;//..&q=%zz?");
		assertThat(read).isEqualTo(new RequestTarget("/a", "?x=%2e%2e/%2F;//..&q=%zz?"));
		assertThat(RequestTarget.read("http://h?x")).isEqualTo(new RequestTarget("/", "?x"));
	}

}
