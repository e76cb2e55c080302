package org.gatehouse.mediation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

/**
 * What a body's header fields say of it.
 */
public final class Bodies {

	/** What no longer holds of a body that was replaced. */
	private static final List<String> OLD = List.of("content-encoding", "content-md5", "digest", "content-digest",
			"repr-digest", "etag", "accept-ranges", "content-range");

	private Bodies() {
	}

	static boolean isJson(String mediaType) {
		String type = bare(mediaType);
		return type.endsWith("/json") || type.endsWith("+json");
	}

	static boolean isXml(String mediaType) {
		String type = bare(mediaType);
		return type.endsWith("/xml") || type.endsWith("+xml");
	}

	static String bare(String mediaType) {
		int semicolon = mediaType.indexOf(';');
		return ((semicolon < 0) ? mediaType : mediaType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
	}

	static void forgetOld(Fields headers) {
		OLD.forEach(headers::remove);
	}

	/**
	 * Takes the content coding off a body that has been gathered.
	 * @param bytes the body as it came
	 * @param headers its header fields, which no longer speak of a coding afterwards
	 * @param most how many bytes it may have
	 * @param flow whose body it is
	 * @return why the body cannot be read; null where it can
	 */
	public static Plain plain(byte[] bytes, Fields headers, int most, Flow flow) {
		String coding = String.join(",", headers.all("content-encoding")).strip().toLowerCase(Locale.ROOT);
		boolean request = flow == Flow.REQUEST;
		if (coding.isEmpty() || coding.equals("identity") || bytes.length == 0) {
			return new Plain(bytes, false, null);
		}
		try (InputStream in = decoder(coding, bytes)) {
			if (in == null) {
				return new Plain(bytes, false,
						new Outcome.Refused(request ? Refusal.REQUEST_CODING_UNKNOWN : Refusal.ANSWER_UNREADABLE,
								"content coding other than gzip and deflate"));
			}
			ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(most, bytes.length * 4));
			byte[] buffer = new byte[8192];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				if (out.size() + n > most) {
					return new Plain(bytes, false,
							new Outcome.Refused(request ? Refusal.REQUEST_TOO_LARGE : Refusal.ANSWER_TOO_LARGE,
									"more than " + most + " bytes when decoded"));
				}
				out.write(buffer, 0, n);
			}
			forgetOld(headers);
			return new Plain(out.toByteArray(), true, null);
		}
		catch (IOException ex) {
			return new Plain(bytes, false, new Outcome.Refused(
					request ? Refusal.REQUEST_UNREADABLE : Refusal.ANSWER_UNREADABLE, "a broken content coding"));
		}
	}

	private static @Nullable InputStream decoder(String coding, byte[] bytes) throws IOException {
		return switch (coding) {
			case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(bytes));
			case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(bytes));
			default -> null;
		};
	}

	/**
	 * A body without content coding.
	 *
	 * @param bytes the body
	 * @param decoded true if a coding was taken off
	 * @param refused why it cannot be read, null where it can
	 */
	public record Plain(byte[] bytes, boolean decoded, Outcome.@Nullable Refused refused) {

	}

}
