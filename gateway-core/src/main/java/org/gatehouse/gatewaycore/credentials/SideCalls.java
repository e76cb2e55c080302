package org.gatehouse.gatewaycore.credentials;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.gatewaycore.route.BackendTls;
import org.jspecify.annotations.Nullable;

/**
 * The small calls that the gateway makes for itself beside those that it forwards: for
 * access tokens and challenges. They never run on an event loop.
 */
final class SideCalls {

	static final Duration ANSWER = Duration.ofSeconds(10);

	private static final long MOST = 64 * 1024;

	private final SSLContext common;

	private final Cache<BackendTls, HttpClient> clients = Caffeine.newBuilder().weakKeys().build();

	private volatile @Nullable HttpClient plain;

	SideCalls(SSLContext common) {
		this.common = common;
	}

	CompletableFuture<HttpResponse<String>> send(HttpRequest request, @Nullable BackendTls tls) {
		return client(tls).sendAsync(request,
				HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST));
	}

	private HttpClient client(@Nullable BackendTls tls) {
		if (tls != null) {
			return this.clients.get(tls, (it) -> make(it.context()));
		}
		HttpClient made = this.plain;
		if (made == null) {
			synchronized (this) {
				made = this.plain;
				if (made == null) {
					made = make(this.common);
					this.plain = made;
				}
			}
		}
		return made;
	}

	private static HttpClient make(SSLContext context) {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.followRedirects(HttpClient.Redirect.NEVER)
			.sslContext(context)
			.build();
	}

}
