package org.gatehouse.gatewaycore.credentials;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A name and a password that is not sent itself (RFC 7616). The first call to an address
 * is preceded by one of the gateway's own, HEAD, whose refusal tells what the server
 * wants; its nonce then serves all calls, counted, until the server wants another.
 */
final class DigestCredentials implements BackendCredentials {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final String username;

	private final String password;

	private final SideCalls calls;

	private final Map<Endpoint.Address, Known> known = new ConcurrentHashMap<>();

	private final Map<Endpoint.Address, CompletableFuture<Known>> asked = new ConcurrentHashMap<>();

	DigestCredentials(String username, String password, SideCalls calls) {
		this.username = username;
		this.password = password;
		this.calls = calls;
	}

	/**
	 * What a server wants.
	 *
	 * @param challenge its challenge, null where it asks for nothing so far
	 * @param cnonce the gateway's own number
	 * @param secret the hash of name, realm and password
	 * @param count how many calls were made with the nonce
	 */
	private record Known(@Nullable DigestChallenge challenge, String cnonce, String secret, AtomicInteger count) {

		private static final Known NOTHING = new Known(null, "", "", new AtomicInteger());

	}

	@Override
	public boolean isReady(Endpoint endpoint) {
		return this.known.containsKey(endpoint.address());
	}

	@Override
	public CompletableFuture<?> prepare(Endpoint endpoint, String target) {
		Endpoint.Address address = endpoint.address();
		CompletableFuture<Known> mine = new CompletableFuture<>();
		CompletableFuture<Known> first = this.asked.putIfAbsent(address, mine);
		if (first != null) {
			return first;
		}
		ask(endpoint, target).whenComplete((challenges, problem) -> {
			// A server that cannot be asked is not known to want nothing.
			Known found = (problem == null) ? known(DigestChallenge.strongest(challenges)) : Known.NOTHING;
			if (problem == null) {
				this.known.put(address, found);
			}
			this.asked.remove(address, mine);
			mine.complete(found);
		});
		return mine;
	}

	private CompletableFuture<List<String>> ask(Endpoint endpoint, String target) {
		try {
			URI uri = URI
				.create((endpoint.address().tls() ? "https://" : "http://") + endpoint.authority() + path(target));
			HttpRequest request = HttpRequest.newBuilder(uri)
				.timeout(SideCalls.ANSWER)
				.method("HEAD", HttpRequest.BodyPublishers.noBody())
				.build();
			return this.calls.send(request, endpoint.address().security())
				.thenApply((answer) -> (answer.statusCode() == 401) ? answer.headers().allValues("www-authenticate")
						: List.of());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/** What a caller wrote into the query is nobody's business before the call itself. */
	private static String path(String target) {
		int query = target.indexOf('?');
		return (query < 0) ? target : target.substring(0, query);
	}

	@Override
	public boolean isRenewable() {
		return true;
	}

	@Override
	public @Nullable CompletableFuture<Boolean> refused(Endpoint endpoint, @Nullable String sent,
			List<String> challenges) {
		DigestChallenge wanted = DigestChallenge.strongest(challenges);
		if (wanted == null || (sent != null && sent.contains("nonce=\"" + quoted(wanted.nonce()) + "\""))) {
			// It wants no digest, or did not like this one though its nonce is good.
			return null;
		}
		this.known.compute(endpoint.address(), (_, before) -> {
			DigestChallenge last = (before != null) ? before.challenge() : null;
			return (before != null && last != null && last.nonce().equals(wanted.nonce())) ? before : known(wanted);
		});
		return CompletableFuture.completedFuture(true);
	}

	private Known known(@Nullable DigestChallenge challenge) {
		if (challenge == null) {
			return Known.NOTHING;
		}
		byte[] random = new byte[16];
		RANDOM.nextBytes(random);
		String cnonce = HexFormat.of().formatHex(random);
		String secret = challenge.secret(this.username, this.password, cnonce);
		return new Known(challenge, cnonce, secret, new AtomicInteger());
	}

	@Override
	public @Nullable String authorization(Endpoint endpoint, String method, String target) {
		Known wanted = this.known.getOrDefault(endpoint.address(), Known.NOTHING);
		DigestChallenge challenge = wanted.challenge();
		if (challenge == null) {
			return null;
		}
		return digest(challenge, wanted, method, target);
	}

	private String digest(DigestChallenge challenge, Known wanted, String method, String target) {
		String count = HexFormat.of().toHexDigits(wanted.count().incrementAndGet());
		String response = challenge.response(wanted.secret(), count, wanted.cnonce(), method, target);
		StringBuilder value = new StringBuilder("Digest ").append(name(challenge))
			.append(", realm=\"")
			.append(quoted(challenge.realm()))
			.append("\", nonce=\"")
			.append(quoted(challenge.nonce()))
			.append("\", uri=\"")
			.append(quoted(target))
			.append("\", algorithm=")
			.append(challenge.algorithmName())
			.append(", response=\"")
			.append(response)
			.append('"');
		if (challenge.protectedCalls()) {
			value.append(", qop=auth, nc=").append(count);
		}
		if (challenge.protectedCalls() || challenge.session()) {
			value.append(", cnonce=\"").append(wanted.cnonce()).append('"');
		}
		if (challenge.opaque() != null) {
			value.append(", opaque=\"").append(quoted(challenge.opaque())).append('"');
		}
		return value.toString();
	}

	private String name(DigestChallenge challenge) {
		if (challenge.hashedUser()) {
			return "username=\"" + challenge.hash(this.username + ":" + challenge.realm()) + "\", userhash=true";
		}
		if (this.username.chars().allMatch((c) -> c >= 0x20 && c < 0x7f)) {
			return "username=\"" + quoted(this.username) + "\"";
		}
		return "username*=UTF-8''" + URLEncoder.encode(this.username, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String quoted(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
