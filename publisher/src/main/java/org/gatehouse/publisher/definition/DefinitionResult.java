package org.gatehouse.publisher.definition;

/**
 * What became of reading a document: a {@link Definition} or a {@link DefinitionRefusal}.
 * There is no third outcome, whatever the bytes.
 */
public sealed interface DefinitionResult permits Definition, DefinitionRefusal {

}
