package org.gatehouse.acceptance.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Error Prone and NullAway stop the build. The compiler runs as the root pom tells it to,
 * on planted mistakes.
 */
class CompilerRulesTests {

	private static final String NULL_MARKED = "package planted;\n@org.jspecify.annotations.NullMarked class Planted {\n";

	@TempDir
	Path folder;

	@Test
	void cleanCodeCompiles() throws Exception {
		assertThat(compile(NULL_MARKED + "String name() { return \"a name\"; } }")).isEmpty();
	}

	@Test
	void nullAwayStopsANullThatIsReturned() throws Exception {
		assertThat(compile(NULL_MARKED + "String name() { return null; } }")).contains("error: [NullAway]");
	}

	@Test
	void nullAwayStopsANullableThatIsDereferenced() throws Exception {
		assertThat(compile(
				NULL_MARKED + "int length(@org.jspecify.annotations.Nullable String name) { return name.length(); } }"))
			.contains("error: [NullAway]");
	}

	@Test
	void errorProneStopsAnArrayThatIsComparedByIdentity() throws Exception {
		assertThat(compile(NULL_MARKED + "boolean same(byte[] a, byte[] b) { return a.equals(b); } }"))
			.contains("error: [ArrayEquals]");
	}

	@Test
	void errorProneStopsARaisedWarning() throws Exception {
		assertThat(compile(NULL_MARKED + "byte[] bytes(String text) { return text.getBytes(); } }"))
			.contains("error: [DefaultCharset]");
	}

	private String compile(String source) throws Exception {
		Path file = Files.writeString(this.folder.resolve("Planted.java"), source);
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
		command.addAll(compilerArguments());
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		command.addAll(List.of("-d", this.folder.toString(), "-cp", classPath, "-processorpath", classPath,
				"-proc:none", "-Xlint:none", file.toString()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int status = process.waitFor();
		assertThat(output.contains("error:")).as(output).isEqualTo(status != 0);
		return output;
	}

	private static List<String> compilerArguments() throws Exception {
		NodeList nodes = (NodeList) XPathFactory.newInstance()
			.newXPath()
			.evaluate("//profile[id='checked']//compilerArgs/arg", document(), XPathConstants.NODESET);
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			arguments.add(nodes.item(i).getTextContent().strip());
		}
		assertThat(arguments).anyMatch((argument) -> argument.startsWith("-Xplugin:ErrorProne"));
		return arguments;
	}

	private static Document document() throws Exception {
		try (var pom = Files.newInputStream(Modules.root().resolve("pom.xml"))) {
			return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
		}
		catch (IOException ex) {
			throw new AssertionError("no root pom", ex);
		}
	}

}
