package org.gatehouse.publisher.policies;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.gatehouse.web.rest.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PolicyArchiveTests {

	private static byte[] zip(String... entries) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (int i = 0; i < entries.length; i += 2) {
				zip.putNextEntry(new ZipEntry(entries[i]));
				zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static byte[] entry(byte[] archive) {
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
			zip.getNextEntry();
			return zip.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatWasWrittenIsRead(PolicyArchive.Format format) {
		JsonNode data = new JsonMapper()
			.readTree("{\"name\":\"a: b\",\"version\":\"1.0\",\"flags\":[true,\"true\",1]}");
		assertThat(PolicyArchive.read(PolicyArchive.write("a_1.0", data, format)).get("data")).isEqualTo(data);
	}

	@Test
	void codeBesideASpecificationIsRefused() {
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> PolicyArchive.read(zip("a/a.yaml", "name: a", "a/a.j2", "<header/>")))
			.withMessageContaining("a.j2")
			.withMessageContaining("without code");
	}

	@Test
	void whatIsNoArchiveOrATooLongOneIsRefused() {
		for (byte[] archive : new byte[][] { {}, "name: a".getBytes(StandardCharsets.UTF_8), zip("a/", ""),
				zip("a.yaml", "a: 1", "b.json", "{}"), zip("a.yaml", "#".repeat(256 * 1024 + 1)),
				zip("a.yaml", "a: [") }) {
			assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> PolicyArchive.read(archive));
		}
		String[] many = new String[42];
		for (int i = 0; i < many.length; i += 2) {
			many[i] = "d" + i + "/";
			many[i + 1] = "";
		}
		assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> PolicyArchive.read(zip(many)));
	}

}
