package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of one direction of a WebSocket by their lengths (RFC 6455 section
 * 5.2), so that it is known where a frame of one's own could stand. It reads nothing else
 * of them.
 */
final class FrameBoundary {

	/** How many bytes of the running frame's head are known. */
	private int head;

	private long length;

	private int lengthBytes;

	private int maskBytes;

	/** How many bytes of the running frame's payload are to come. */
	private long payload;

	/** True where the last frame is complete and the next has not begun. */
	boolean isBetween() {
		return this.head == 0;
	}

	/**
	 * Follows.
	 * @param bytes what passes; not consumed
	 */
	void pass(ByteBuf bytes) {
		int at = bytes.readerIndex();
		int end = bytes.writerIndex();
		while (at < end) {
			if (this.head > 0 && this.head == headLength()) {
				long skipped = Math.min(this.payload, end - at);
				at += (int) skipped;
				this.payload -= skipped;
			}
			else {
				head(bytes.getByte(at++) & 0xff);
			}
			if (this.head > 0 && this.head == headLength() && this.payload == 0) {
				this.head = 0;
			}
		}
	}

	private int headLength() {
		return (this.head < 2) ? 2 : 2 + this.lengthBytes + this.maskBytes;
	}

	private void head(int b) {
		if (this.head == 1) {
			this.maskBytes = ((b & 0x80) != 0) ? 4 : 0;
			int announced = b & 0x7f;
			this.lengthBytes = switch (announced) {
				case 126 -> 2;
				case 127 -> 8;
				default -> 0;
			};
			this.length = (this.lengthBytes == 0) ? announced : 0;
		}
		else if (this.head >= 2 && this.head < 2 + this.lengthBytes) {
			this.length = (this.length << 8) | b;
		}
		this.head++;
		if (this.head >= 2 && this.head == headLength()) {
			this.payload = this.length & Long.MAX_VALUE;
		}
	}

}
