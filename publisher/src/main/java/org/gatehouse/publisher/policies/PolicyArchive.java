package org.gatehouse.publisher.policies;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.gatehouse.publisher.definition.SpecificationFile;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A policy as a file that people pass around: a ZIP archive with a directory in which its
 * specification stands, in YAML or JSON, as WSO2's tools have it. Theirs holds code
 * besides; a policy here has none.
 */
final class PolicyArchive {

	/** As much as a specification may have by itself. */
	private static final int LONGEST = 256 * 1024;

	private static final int MOST_ENTRIES = 20;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final YAMLMapper YAML = YAMLMapper.builder().build();

	private PolicyArchive() {
	}

	/** How a specification is written. */
	enum Format {

		YAML, JSON;

		/**
		 * Reads the name of a format.
		 * @param name in upper or lower case, null or empty for YAML
		 * @return the format
		 * @throws BadRequest if there is none of the name
		 */
		static Format of(@Nullable String name) {
			if (name == null || name.isEmpty()) {
				return YAML;
			}
			for (Format format : values()) {
				if (format.name().equalsIgnoreCase(name)) {
					return format;
				}
			}
			throw new BadRequest("format", name, "yaml or json");
		}

	}

	/**
	 * Writes an archive.
	 * @param directory its name and the file's
	 * @param data the specification
	 * @param format how it is written
	 * @return the archive's bytes
	 */
	static byte[] write(String directory, JsonNode data, Format format) {
		ObjectNode root = JSON.createObjectNode();
		root.put("type", "operation_policy_specification").put("version", "v4");
		root.set("data", data);
		byte[] text = switch (format) {
			case YAML -> YAML.writeValueAsBytes(root);
			case JSON -> JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
		};
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry(directory + "/" + directory + "." + format.name().toLowerCase(Locale.ROOT)));
			zip.write(text);
			zip.closeEntry();
		}
		catch (IOException ex) {
			throw new IllegalStateException("memory takes what it is given", ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Reads the specification out of an archive.
	 * @param archive the archive's bytes
	 * @return the specification, unchecked
	 * @throws BadRequest if there is not exactly one, or something beside it
	 */
	static JsonNode read(byte[] archive) {
		String specification = null;
		int entries = 0;
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				entries++;
				if (entries > MOST_ENTRIES) {
					throw new BadRequest("file", null, "an archive of at most " + MOST_ENTRIES + " entries");
				}
				if (entry.isDirectory()) {
					continue;
				}
				String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
				if (!name.toLowerCase(Locale.ROOT).matches(".*\\.(ya?ml|json)") || specification != null) {
					throw new BadRequest("file", name,
							"an archive with one specification in YAML or JSON and nothing else; a policy is composed "
									+ "of the catalogue's, without code");
				}
				byte[] text = zip.readNBytes(LONGEST + 1);
				if (text.length > LONGEST) {
					throw new BadRequest("file", name, "a specification of at most " + LONGEST + " bytes");
				}
				specification = new String(text, StandardCharsets.UTF_8);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new BadRequest("file", null, "a ZIP archive");
		}
		if (specification == null) {
			throw new BadRequest("file", null, "a ZIP archive with a specification in YAML or JSON");
		}
		return SpecificationFile.read(specification);
	}

}
