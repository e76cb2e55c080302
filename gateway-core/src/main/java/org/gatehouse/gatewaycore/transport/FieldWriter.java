package org.gatehouse.gatewaycore.transport;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/**
 * Writes header fields as they are sent: put together in an array that stays with its
 * event loop, and copied to the buffer at once.
 */
final class FieldWriter {

	private byte[] bytes = new byte[1024];

	/**
	 * Writes fields.
	 * @param fields the fields
	 * @param out gets a line for each
	 */
	void write(FieldList fields, ByteBuf out) {
		int end = 0;
		for (int i = 0; i < fields.size(); i++) {
			CharSequence name = fields.nameAt(i);
			CharSequence value = fields.valueAt(i);
			int most = end + name.length() + value.length() + 4;
			if (most > this.bytes.length) {
				this.bytes = Arrays.copyOf(this.bytes, Math.max(most, 2 * this.bytes.length));
			}
			end = put(name, end);
			this.bytes[end++] = ':';
			this.bytes[end++] = ' ';
			end = put(value, end);
			this.bytes[end++] = '\r';
			this.bytes[end++] = '\n';
		}
		out.writeBytes(this.bytes, 0, end);
	}

	@SuppressWarnings("deprecation") // it drops high bytes, of which a list has none
	private int put(CharSequence text, int at) {
		int length = text.length();
		if (text instanceof AsciiString ascii) {
			System.arraycopy(ascii.array(), ascii.arrayOffset(), this.bytes, at, length);
		}
		else {
			text.toString().getBytes(0, length, this.bytes, at);
		}
		return at + length;
	}

}
