package org.gatehouse.acceptance.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The runner tells imported documents from refused ones. To run it over a directory of
 * your own, see {@link OpenApiCorpus#main}.
 */
class OpenApiCorpusIT {

	private static final String STOCK = """
			openapi: 3.1.0
			info: {title: Stock, version: 1.0.0}
			paths:
			  /items/{id}:
			    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
			    get: {responses: {'200': {description: an item}}}
			    delete: {responses: {'204': {description: gone}}}
			""";

	private static final String ORDERS = """
			{"swagger":"2.0","info":{"title":"Orders","version":"1.0"},"paths":{"/orders":{"post":{"responses":
			{"201":{"description":"made"}}}}}}
			""";

	@TempDir
	Path directory;

	@Test
	void documentsAreImportedAndCalledOrRefusedWithTheirPlace() throws IOException {
		Files.writeString(this.directory.resolve("orders.json"), ORDERS);
		try (OutputStream gzipped = new GZIPOutputStream(
				Files.newOutputStream(this.directory.resolve("stock.yaml.gz")))) {
			gzipped.write(STOCK.getBytes(StandardCharsets.UTF_8));
		}
		Files.writeString(this.directory.resolve("no-paths.yaml"), "openapi: 3.0.0\ninfo: {title: Empty}\n");
		Files.writeString(this.directory.resolve("torn.json"), "{\"openapi\": \"3.0.0\", ");
		Files.writeString(this.directory.resolve("manifest.tsv"),
				"file\texpected\toperations\nstock.yaml.gz\tIMPORT\t2\nno-paths.yaml\tREFUSE\t0\n");
		try (RecordingBackend backend = RecordingBackend.start()) {
			CorpusReport report = new OpenApiCorpus(RunningGatehouse.shared(), backend.uri()).run(this.directory);
			assertThat(report.failed()).as(report.text()).isEmpty();
			assertThat(report.with(CorpusReport.Result.IMPORTED)).extracting(CorpusReport.Outcome::file)
				.containsExactly("orders.json", "stock.yaml.gz");
			assertThat(report.with(CorpusReport.Result.REFUSED)).extracting(CorpusReport.Outcome::file)
				.containsExactly("no-paths.yaml", "torn.json");
			assertThat(report.outcomes()).as(report.text()).allMatch((outcome) -> outcome.remark().isEmpty());
		}
	}

}
