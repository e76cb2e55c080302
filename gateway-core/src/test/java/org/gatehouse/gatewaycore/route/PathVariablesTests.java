package org.gatehouse.gatewaycore.route;

import org.gatehouse.common.api.UrlPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathVariablesTests {

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			/{state}/{town},        /texas/houston,   state, texas
			/{state}/{town},        /texas/houston,   town,  houston
			/{state}/{town},        /texas/houston/,  town,  houston
			/{state}/{town},        /texas/houston,   other, null
			/a/{id}/b,              /a/1%202/b,       id,    1%202
			/{name}.{type},         /x.y.json,        name,  x
			/{name}.{type},         /x.y.json,        type,  y.json
			/*-{last},              /a-b,             last,  b
			/files/{path+},         /files/a/b/c,     path,  a/b/c
			/files/{+path},         /files/a/b/c,     path,  a/b/c
			/files/{path*},         /files/a,         path,  a
			/files/{path+},         /files,           path,  null
			/town/*,                /town/x,          town,  null""")
	void valuesAreAsTheyCame(String pattern, String path, String name, String value) {
		assertThat(PathVariables.of(new UrlPattern(pattern)).value(name, path)).isEqualTo(value);
	}

}
