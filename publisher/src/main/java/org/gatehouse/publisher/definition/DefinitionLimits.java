package org.gatehouse.publisher.definition;

/**
 * How much of a document is looked at before it is refused. The limits keep a hostile
 * document (nested a hundred thousand times, or with aliases that expand without end)
 * from taking the process with it.
 *
 * @param maxBytes the size of the document in bytes; at least 1
 * @param maxDepth how deep objects and arrays nest; at least 1
 * @param maxNodes values in the document, counted with YAML's aliases expanded; at least
 * 1
 */
public record DefinitionLimits(int maxBytes, int maxDepth, int maxNodes) {

	/**
	 * 25 MiB, 200 levels and 4 million values: room for the largest published
	 * descriptions known (Microsoft Graph has 20 MB).
	 */
	public static final DefinitionLimits DEFAULT = new DefinitionLimits(25 * 1024 * 1024, 200, 4_000_000);

	public DefinitionLimits {
		if (maxBytes < 1 || maxDepth < 1 || maxNodes < 1) {
			throw new IllegalArgumentException("definition limits: " + maxBytes + " bytes, " + maxDepth + " levels, "
					+ maxNodes + " values (expected: each at least 1)");
		}
	}

	/**
	 * The same limits with another size.
	 * @param bytes the size of the document in bytes; at least 1
	 * @return new limits
	 */
	public DefinitionLimits withMaxBytes(int bytes) {
		return new DefinitionLimits(bytes, this.maxDepth, this.maxNodes);
	}

}
