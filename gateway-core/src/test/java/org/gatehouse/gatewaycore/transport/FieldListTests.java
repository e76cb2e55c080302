package org.gatehouse.gatewaycore.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FieldListTests {

	private final FieldList fields = new FieldList();

	@Test
	void findsAFieldUnderAnySpellingOfItsName() {
		this.fields.add("X-Request-ID", "a").add(new AsciiString("Host"), "b");

		assertThat(this.fields.get("x-request-id")).isEqualTo("a");
		assertThat(this.fields.get(HttpHeaderNames.HOST)).isEqualTo("b");
		assertThat(this.fields.contains("x-request-it")).isFalse();
		assertThat(this.fields.get("")).isNull();
	}

	@Test
	void keepsTheOrderInWhichFieldsCame() {
		this.fields.add("accept", "1").add("Cookie", "2").add("Accept", "3");

		assertThat(this.fields.getAll("ACCEPT")).containsExactly("1", "3");
		assertThat(this.fields.entries()).containsExactly(Map.entry("accept", "1"), Map.entry("Cookie", "2"),
				Map.entry("Accept", "3"));
		assertThat(this.fields.names()).containsExactly("accept", "Cookie", "Accept");
	}

	@Test
	void putsOneFieldInThePlaceOfAllOfItsName() {
		this.fields.add("via", "1").add("te", "x").add("Via", "2").add("VIA", "3");

		this.fields.set("Via", "4");

		assertThat(this.fields.entries()).containsExactly(Map.entry("Via", "4"), Map.entry("te", "x"));
	}

	@Test
	void removesEveryFieldOfAName() {
		for (int i = 0; i < 50; i++) {
			this.fields.add("a" + i % 2, Integer.toString(i));
		}

		this.fields.remove("A1").remove("a2");

		assertThat(this.fields.size()).isEqualTo(25);
		assertThat(this.fields.getAll("a0")).hasSize(25).startsWith("0", "2").endsWith("48");
		assertThat(this.fields.getAll("a1")).isEmpty();
	}

	@Test
	void tellsWhichOfSeveralValuesThereAre() {
		this.fields.add("Connection", "keep-alive, Upgrade");

		assertThat(this.fields.containsValue("connection", "upgrade", true)).isTrue();
		assertThat(this.fields.containsValue("connection", "close", true)).isFalse();
	}

	@Test
	void readsNumbers() {
		this.fields.set("content-length", List.of("12")).setInt("age", 7).add("x", "12a").add("y", "99999999999");

		assertThat(this.fields.getInt("content-length")).isEqualTo(12);
		assertThat(this.fields.getInt("age", 0)).isEqualTo(7);
		assertThat(this.fields.getInt("x")).isNull();
		assertThat(this.fields.getInt("y", -1)).isEqualTo(-1);
		assertThat(this.fields.getInt("z", -2)).isEqualTo(-2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " a", "a b", "a:", "a\r", "a\n", "\u00e4", "a\u010a" })
	void takesNoNameThatIsNone(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fields.add(name, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.fields.set(name, "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\rb", "a\nb", "a\0b", " a", "a\u007f" })
	void takesNoValueThatWouldBreakTheLine(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fields.add("a", value));
		assertThatIllegalArgumentException().isThrownBy(() -> this.fields.set("a", value));
		assertThatIllegalArgumentException().isThrownBy(() -> this.fields.add("a", new AsciiString(value)));
	}

	@Test
	void writesALineForEachField() {
		assertThat(
				written(this.fields.add("Host", "a").add(HttpHeaderNames.VIA, new AsciiString("1.1 b")).add("x", "")))
			.isEqualTo("Host: a\r\nvia: 1.1 b\r\nx: \r\n");
		assertThat(written(new FieldList().add("long", "y".repeat(5000)))).hasSize(5008);
	}

	@Test
	void writesNoCharacterThatCouldBecomeAnotherByte() {
		this.fields.add("a", "\u010a\u010d\u00e9\u2603");

		assertThat(written(this.fields)).isEqualTo("a: ??\u00e9?\r\n");
	}

	private static String written(HttpHeaders fields) {
		ByteBuf out = Unpooled.buffer();
		new FieldWriter().write((FieldList) fields, out);
		return out.toString(StandardCharsets.ISO_8859_1);
	}

}
