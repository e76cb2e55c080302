package org.gatehouse.publisher.design;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

import org.gatehouse.publisher.PublisherProperties;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.TooLarge;

import org.springframework.stereotype.Component;

/**
 * Fetches documents from URLs that users give. Only public addresses are asked, unless
 * the operator lists the host, and redirects are not followed, so that nobody reaches
 * through the server what he could not reach himself.
 */
@Component
class DocumentFetcher {

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private final PublisherProperties properties;

	DocumentFetcher(PublisherProperties properties) {
		this.properties = properties;
	}

	/**
	 * Fetches a document.
	 * @param url an http or https URL
	 * @param maxBytes how much is read at most
	 * @return the answer's body
	 * @throws BadRequest if the URL is none, leads where the server does not go, or does
	 * not answer 200
	 * @throws TooLarge if the answer is longer
	 */
	byte[] fetch(String url, int maxBytes) {
		URI uri = checked(url);
		HttpRequest request = HttpRequest.newBuilder(uri)
			.timeout(TIMEOUT)
			.header("Accept", "application/json, application/yaml, text/yaml, */*;q=0.5")
			.GET()
			.build();
		try (HttpClient client = HttpClient.newBuilder()
			.connectTimeout(TIMEOUT)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build()) {
			HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
			try (InputStream body = response.body()) {
				if (response.statusCode() != 200) {
					throw new BadRequest("url", url,
							"a URL that answers 200 without redirect; it answers " + response.statusCode());
				}
				byte[] document = body.readNBytes(maxBytes + 1);
				if (document.length > maxBytes) {
					throw new TooLarge("url: the document has more than " + maxBytes + " bytes");
				}
				return document;
			}
			finally {
				client.shutdownNow();
			}
		}
		catch (IOException ex) {
			throw new BadRequest("url", url, "a URL that can be reached; it fails with " + reason(ex));
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			throw new BadRequest("url", url, "a URL that answers before the server stops");
		}
	}

	private static String reason(IOException failure) {
		String message = failure.getMessage();
		String kind = failure.getClass().getSimpleName();
		return (message != null) ? kind + ": " + message : kind;
	}

	/** The client's own look-up right after this one is answered by the JVM's cache. */
	private URI checked(String url) {
		URI uri = parsed(url);
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		if (this.properties.importHosts().contains(host)) {
			return uri;
		}
		try {
			for (InetAddress address : InetAddress.getAllByName(host)) {
				if (!isPublic(address)) {
					throw new BadRequest("url", url,
							"a public address; an operator can allow this host in gatehouse.publisher.import-hosts");
				}
			}
		}
		catch (UnknownHostException _) {
			throw new BadRequest("url", url, "a host that can be found");
		}
		return uri;
	}

	private static URI parsed(String url) {
		try {
			URI uri = new URI(url);
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
				return uri;
			}
		}
		catch (URISyntaxException _) {
			// Answered below, like every other text that is no such URL.
		}
		throw new BadRequest("url", url, "an http or https URL without user name and password");
	}

	static boolean isPublic(InetAddress address) {
		boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
		boolean carrierGrade = address.getAddress().length == 4 && (address.getAddress()[0] & 0xff) == 100
				&& (address.getAddress()[1] & 0xc0) == 64;
		return !(address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress() || uniqueLocal || carrierGrade);
	}

}
