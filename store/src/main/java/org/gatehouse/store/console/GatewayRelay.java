package org.gatehouse.store.console;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.gatehouse.store.console.ConsoleResult.Cause;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Sends the console's calls to the gateway, as any client would: without following
 * redirects, with an end to the wait and to the size of the answer.
 */
@Component
class GatewayRelay {

	static final int LARGEST_BODY = 1024 * 1024;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient client;

	private final Duration timeout;

	@Autowired
	GatewayRelay(@Qualifier("backChannelSslContext") ObjectProvider<SSLContext> sslContext) {
		this(sslContext.getIfAvailable(), Duration.ofSeconds(30));
	}

	private GatewayRelay(@Nullable SSLContext sslContext, Duration timeout) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(CONNECT_TIMEOUT);
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		this.client = builder.build();
		this.timeout = timeout;
	}

	static GatewayRelay withTimeout(Duration timeout) {
		return new GatewayRelay(null, timeout);
	}

	/**
	 * Sends a call.
	 * @param address where to, at the gateway
	 * @param request what the consumer filled in
	 * @param headers what of its headers may go
	 * @param curl the same call at the command line
	 * @return what came of it
	 */
	ConsoleResult send(URI address, ConsoleRequest request, List<ConsoleRequest.Field> headers, String curl) {
		HttpRequest.Builder outgoing = HttpRequest.newBuilder(address)
			.timeout(this.timeout)
			.method(request.verb().name(), (request.body() != null)
					? HttpRequest.BodyPublishers.ofString(request.body()) : HttpRequest.BodyPublishers.noBody());
		headers.forEach((header) -> outgoing.header(header.name(), header.value()));
		if (request.accessToken() != null) {
			outgoing.header("Authorization", "Bearer " + request.accessToken());
		}
		long begin = System.nanoTime();
		CompletableFuture<HttpResponse<CappedBody.Content>> pending = this.client.sendAsync(outgoing.build(),
				(_) -> new CappedBody(LARGEST_BODY));
		try {
			HttpResponse<CappedBody.Content> answer = pending.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			return new ConsoleResult.Answered(answer.statusCode(), ConsoleHeaders.toShow(answer.headers()),
					text(answer.body()), answer.body().truncated(), Duration.ofNanos(System.nanoTime() - begin), curl);
		}
		catch (TimeoutException ex) {
			pending.cancel(true);
			return new ConsoleResult.Failed(Cause.TIMEOUT, curl);
		}
		catch (InterruptedException ex) {
			pending.cancel(true);
			Thread.currentThread().interrupt();
			return new ConsoleResult.Failed(Cause.BROKEN, curl);
		}
		catch (ExecutionException ex) {
			return new ConsoleResult.Failed(cause(ex.getCause()), curl);
		}
	}

	private static Cause cause(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case UnresolvedAddressException _, UnknownHostException _ -> {
					return Cause.UNKNOWN_HOST;
				}
				case SSLException _ -> {
					return Cause.TLS;
				}
				default -> {
				}
			}
		}
		return switch (failure) {
			case HttpConnectTimeoutException _, ConnectException _ -> Cause.UNREACHABLE;
			case HttpTimeoutException _ -> Cause.TIMEOUT;
			case IOException _ -> Cause.BROKEN;
			case null, default -> throw new IllegalStateException("the relay failed", failure);
		};
	}

	private static String text(CappedBody.Content content) {
		// A cut may go through the middle of a character.
		int end = content.truncated() ? Math.max(0, content.bytes().length - 3) : content.bytes().length;
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(content.truncated() ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(content.bytes(), 0, end))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return "(" + content.bytes().length + " bytes that are no text)";
		}
	}

}
