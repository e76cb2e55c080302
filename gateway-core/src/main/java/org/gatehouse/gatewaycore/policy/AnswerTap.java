package org.gatehouse.gatewaycore.policy;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Looks at a backend's answer as it passes. Used by the call's event loop.
 */
public interface AnswerTap {

	/**
	 * The answer's head, before any policy has added to it.
	 * @param status the HTTP status
	 * @param headers its fields, without those of the hop; not to be changed
	 * @return what the client gets in place of it, null where it gets the answer
	 */
	Step.@Nullable Answer head(int status, Headers headers);

	/**
	 * A part of the answer's body.
	 * @param part its bytes, to be read now
	 */
	void content(ByteBuffer part);

	/** The answer has ended as it should. */
	void complete();

}
