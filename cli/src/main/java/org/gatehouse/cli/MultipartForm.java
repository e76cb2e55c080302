package org.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A body of type {@code multipart/form-data} (RFC 7578).
 */
final class MultipartForm {

	private final String boundary = "gatehouse-" + UUID.randomUUID();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	void text(String name, String value) {
		head("Content-Disposition: form-data; name=\"" + name + "\"");
		end(value.getBytes(StandardCharsets.UTF_8));
	}

	void file(String name, String fileName, byte[] content) {
		String quoted = fileName.replace("\\", "_").replace("\"", "%22").replace("\r", "").replace("\n", "");
		head("Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + quoted
				+ "\"\r\nContent-Type: application/octet-stream");
		end(content);
	}

	String contentType() {
		return "multipart/form-data; boundary=" + this.boundary;
	}

	byte[] bytes() {
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		whole.writeBytes(this.body.toByteArray());
		whole.writeBytes(("--" + this.boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
		return whole.toByteArray();
	}

	private void head(String headers) {
		this.body.writeBytes(("--" + this.boundary + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
	}

	private void end(byte[] content) {
		this.body.writeBytes(content);
		this.body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
	}

}
