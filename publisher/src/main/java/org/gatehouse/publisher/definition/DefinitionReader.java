package org.gatehouse.publisher.definition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads OpenAPI documents of the versions 2.0, 3.0 and 3.1, in JSON or YAML. It trusts
 * nothing: whatever the bytes, the answer is a definition or a refusal that names the
 * place, in bounded time and memory, without a look at network or files. References out
 * of the document stay unresolved and are listed as warnings.
 * <p>
 * Instances may be used by several threads.
 */
public final class DefinitionReader {

	private final DefinitionLimits limits;

	private final PublishedSchemas schemas = new PublishedSchemas();

	/**
	 * Makes a reader.
	 * @param limits what to refuse unread
	 */
	public DefinitionReader(DefinitionLimits limits) {
		this.limits = limits;
	}

	/**
	 * Reads a document in UTF-8, or in UTF-16 with a byte order mark.
	 * @param bytes the document
	 * @return the definition or the refusal
	 */
	public DefinitionResult read(byte[] bytes) {
		if (bytes.length > this.limits.maxBytes()) {
			return tooLarge(bytes.length);
		}
		Charset charset = StandardCharsets.UTF_8;
		if (bytes.length > 1 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
			charset = StandardCharsets.UTF_16BE;
		}
		else if (bytes.length > 1 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
			charset = StandardCharsets.UTF_16LE;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		try {
			return readText(charset.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(buffer)
				.toString());
		}
		catch (CharacterCodingException ex) {
			int line = 1;
			for (int i = 0; i < buffer.position(); i++) {
				line += (bytes[i] == '\n') ? 1 : 0;
			}
			return DefinitionRefusal.of(Reason.UNREADABLE,
					DefinitionProblem.at("", "byte " + buffer.position() + " is not " + charset + " text").on(line, 1));
		}
	}

	/**
	 * Reads a document.
	 * @param text the document
	 * @return the definition or the refusal
	 */
	public DefinitionResult read(String text) {
		if (text.length() > this.limits.maxBytes()) {
			return tooLarge(text.length());
		}
		return readText(text);
	}

	private DefinitionRefusal tooLarge(int size) {
		return DefinitionRefusal.of(Reason.TOO_LARGE, DefinitionProblem.at("",
				"the document has " + size + " bytes (expected: at most " + this.limits.maxBytes() + ")"));
	}

	private DefinitionResult readText(String text) {
		String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
		DocumentSource source = DocumentSource.of(document, this.limits);
		JsonNode root;
		try {
			root = source.parse();
		}
		catch (RefusedDocument ex) {
			return ex.refusal();
		}
		try {
			return read(source, root);
		}
		catch (RefusedDocument ex) {
			return located(source, ex.refusal());
		}
	}

	private DefinitionResult read(DocumentSource source, JsonNode root) throws RefusedDocument {
		if (!(root instanceof ObjectNode document)) {
			throw new RefusedDocument(Reason.UNREADABLE,
					DefinitionProblem.at("", "the document is no object (expected: an OpenAPI document)"));
		}
		Problems warnings = new Problems();
		ValueRules.check(document);
		VersionText.correct(document, warnings);
		Specification specification = Specification.of(document);
		List<DefinitionProblem> broken = this.schemas.check(specification, document, warnings);
		if (!broken.isEmpty()) {
			return located(source, new DefinitionRefusal(Reason.INVALID, broken));
		}
		DocumentRules.check(specification, document, warnings);
		Problems refusals = new Problems();
		List<DefinedOperation> operations = new OperationReader(specification, document, warnings, refusals).read();
		if (!refusals.isEmpty()) {
			return located(source, new DefinitionRefusal(Reason.INVALID, refusals.list()));
		}
		return DefinitionFacts.of(specification, document, operations, source.locate(warnings.list()));
	}

	private static DefinitionRefusal located(DocumentSource source, DefinitionRefusal refusal) {
		List<DefinitionProblem> problems = new ArrayList<>(source.locate(refusal.problems()));
		problems.sort(Comparator.comparingInt(
				(DefinitionProblem problem) -> (problem.line() != null) ? problem.line() : Integer.MAX_VALUE));
		return new DefinitionRefusal(refusal.reason(), problems);
	}

}
