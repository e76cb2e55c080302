package org.gatehouse.web.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.TooLarge;

/**
 * Fetches documents from URLs that users give. Only public addresses are asked, unless
 * the operator lists the host, and redirects are not followed, so that nobody reaches
 * through the server what he could not reach himself. A fetch takes at most thirty
 * seconds.
 */
public final class DocumentFetcher {

	private static final Timeout PATIENCE = Timeout.ofSeconds(15);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final int MOST_AT_ONCE = 20;

	private final String setting;

	private final CloseableHttpClient client;

	/**
	 * A fetcher.
	 * @param setting the operator's setting that allows hosts, to be named in refusals
	 * @param allowedHosts hosts that may have private addresses, in lower case
	 */
	public DocumentFetcher(String setting, Set<String> allowedHosts) {
		this(setting, SystemDefaultDnsResolver.INSTANCE, allowedHosts);
	}

	DocumentFetcher(String setting, DnsResolver lookup, Set<String> allowedHosts) {
		this.setting = setting;
		this.client = HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(new PublicAddresses(lookup, allowedHosts))
				.setDefaultConnectionConfig(
						ConnectionConfig.custom().setConnectTimeout(PATIENCE).setSocketTimeout(PATIENCE).build())
				.setMaxConnTotal(MOST_AT_ONCE)
				.setMaxConnPerRoute(MOST_AT_ONCE)
				.build())
			.setDefaultRequestConfig(
					RequestConfig.custom().setConnectionRequestTimeout(PATIENCE).setResponseTimeout(PATIENCE).build())
			.setConnectionReuseStrategy((_, _, _) -> false)
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.build();
	}

	/**
	 * Fetches a document.
	 * @param field the field that the URL stands in, for what is said of it
	 * @param url an http or https URL
	 * @param maxBytes how much is read at most, unpacked
	 * @return the answer's body
	 * @throws BadRequest if the URL is none, leads where the server does not go, or does
	 * not answer 200
	 * @throws TooLarge if the answer is longer
	 */
	public byte[] fetch(String field, String url, int maxBytes) {
		HttpGet request = new HttpGet(parsed(field, url));
		request.setHeader("Accept", "application/json, application/yaml, text/yaml, */*;q=0.5");
		// The other limits are for each packet alone; a server could send one byte at a
		// time.
		CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS).execute(request::cancel);
		try {
			return this.client.execute(request, (response) -> body(response, field, url, maxBytes));
		}
		catch (PublicAddresses.PrivateAddressException _) {
			throw new BadRequest(field, url, "a public address; an operator can allow this host in " + this.setting);
		}
		catch (UnknownHostException _) {
			throw new BadRequest(field, url, "a host that can be found");
		}
		catch (IOException ex) {
			throw new BadRequest(field, url, "a URL that can be reached; it fails with " + reason(ex));
		}
	}

	private static byte[] body(ClassicHttpResponse response, String field, String url, int maxBytes)
			throws IOException {
		if (response.getCode() != 200) {
			throw new BadRequest(field, url,
					"a URL that answers 200 without redirect; it answers " + response.getCode());
		}
		if (response.getEntity() == null) {
			return new byte[0];
		}
		byte[] document = response.getEntity().getContent().readNBytes(maxBytes + 1);
		if (document.length > maxBytes) {
			throw new TooLarge(field + ": the document has more than " + maxBytes + " bytes");
		}
		return document;
	}

	private static String reason(IOException failure) {
		String message = failure.getMessage();
		String kind = failure.getClass().getSimpleName();
		return (message != null) ? kind + ": " + message : kind;
	}

	private static URI parsed(String field, String url) {
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
		throw new BadRequest(field, url, "an http or https URL without user name and password");
	}

}
