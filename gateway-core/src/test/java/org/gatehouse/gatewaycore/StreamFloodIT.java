package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.netty.buffer.Unpooled;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of HTTP/2 that use up what they do not pay for, and the end of a connection.
 */
class StreamFloodIT {

	private static final int REFUSED_STREAM = 7;

	private static final int ENHANCE_YOUR_CALM = 11;

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
		.withLimits(Limits.defaults().withDrain(Duration.ZERO, Duration.ofSeconds(20)))
		.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, null, true)));

	StreamFloodIT() {
		this.kit.deploy(Fixtures.api("/open", this.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
			.build());
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private interface Attack {

		void on(RawStreams client) throws IOException;

	}

	private void endsIn(Attack attack, Integer... errors) throws Exception {
		try (RawStreams client = new RawStreams(this.kit.gateway().httpPort())) {
			CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> {
				try {
					return client.goodbye();
				}
				catch (IOException ex) {
					return -1;
				}
			});
			try {
				attack.on(client);
			}
			catch (IOException ex) {
				// The gateway hung up in the middle of it.
			}
			assertThat(end.get()).isIn((Object[]) errors);
		}
		assertThat(this.kit.get("/open/1.0.0/x").statusCode()).isEqualTo(200);
	}

	@Test
	void manyResetsEndTheConnection() throws Exception {
		endsIn((client) -> {
			for (int stream = 1; stream < 200_000; stream += 2) {
				client.headers(stream, true, RawStreams.get("/open/1.0.0/x"));
				client.frame(RawStreams.RST_STREAM, 0, stream, new byte[] { 0, 0, 0, 8 });
			}
		}, ENHANCE_YOUR_CALM, -1);
		assertThat(this.backend.received().size()).isLessThan(1000);
	}

	@Test
	void manySettingsAndPingsEndTheConnection() throws Exception {
		endsIn((client) -> {
			for (int i = 0; i < 20_000; i++) {
				client.frame(RawStreams.SETTINGS, 0, 0, new byte[0]);
			}
		}, ENHANCE_YOUR_CALM, -1);
		endsIn((client) -> {
			for (int i = 0; i < 20_000; i++) {
				client.frame(RawStreams.PING, 0, 0, new byte[8]);
			}
		}, ENHANCE_YOUR_CALM, -1);
	}

	@Test
	void aHeadWithoutEndEndsTheConnection() throws Exception {
		byte[] block = RawStreams.block(List.of("x-a", "a".repeat(1000)));
		endsIn((client) -> {
			client.frame(RawStreams.HEADERS, 0, 1, RawStreams.block(RawStreams.get("/open/1.0.0/x")));
			for (int i = 0; i < 20_000; i++) {
				client.frame(RawStreams.CONTINUATION, 0, 1, block);
			}
		}, 1, ENHANCE_YOUR_CALM, -1);
		endsIn((client) -> {
			client.frame(RawStreams.HEADERS, 0, 1, RawStreams.block(RawStreams.get("/open/1.0.0/x")));
			for (int i = 0; i < 20_000; i++) {
				client.frame(RawStreams.CONTINUATION, 0, 1, new byte[0]);
			}
		}, 1, ENHANCE_YOUR_CALM, -1);
	}

	@Test
	void aHeadThatUnpacksToMuchIsRefused() throws Exception {
		try (RawStreams client = new RawStreams(this.kit.gateway().httpPort())) {
			List<String> many = new ArrayList<>(RawStreams.get("/open/1.0.0/x"));
			for (int i = 0; i < 150; i++) {
				many.addAll(List.of("x-" + i, "1"));
			}
			client.headers(1, true, many);
			assertThat(client.outcome(1).status()).isEqualTo(431);
			// A large field, and 4000 references to it of one byte each.
			byte[] first = RawStreams.block(List.of("x-a", "a".repeat(3000)));
			first[0] = 0x40;
			byte[] plain = RawStreams.block(RawStreams.get("/open/1.0.0/x"));
			byte[] bomb = new byte[plain.length + first.length + 4000];
			System.arraycopy(plain, 0, bomb, 0, plain.length);
			System.arraycopy(first, 0, bomb, plain.length, first.length);
			Arrays.fill(bomb, plain.length + first.length, bomb.length, (byte) 0xbe);
			client.frame(RawStreams.HEADERS, RawStreams.END_HEADERS | RawStreams.END_STREAM, 3, bomb);
			assertThat(client.outcome(3).status()).isEqualTo(431);
		}
	}

	@Test
	void moreCallsAtOnceThanAllowedAreRefusedEvenIfTheClientDoesNotConfirmTheLimit() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		this.backend.onCall((_, socket) -> {
			try {
				go.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			RawBackend.send(socket, RawBackend.OK);
		});
		try (RawStreams client = new RawStreams(this.kit.gateway().httpPort())) {
			for (int i = 0; i < 101; i++) {
				client.headers(2 * i + 1, true, RawStreams.get("/open/1.0.0/x"));
			}
			assertThat(client.outcome(201).error()).isEqualTo(REFUSED_STREAM);
			go.countDown();
			assertThat(client.outcome(1).status()).isEqualTo(200);
		}
	}

	@Test
	void aClientThatDoesNotReadHoldsUpNobodyAndLittle() throws Exception {
		String much = "a".repeat(1 << 20);
		this.backend.onCall((_, socket) -> RawBackend.send(socket,
				"HTTP/1.1 200 OK\r\nContent-Length: " + much.length() + "\r\n\r\n" + much));
		try (RawStreams client = new RawStreams(this.kit.gateway().httpPort())) {
			// The window of this stream stays shut, that of the other opens.
			client.headers(1, true, RawStreams.get("/open/1.0.0/x"));
			RawStreams.Frame frame = Objects.requireNonNull(client.read());
			int count = 0;
			while (count < 65_535) {
				count += (frame.type() == RawStreams.DATA) ? frame.payload().length : 0;
				frame = (count < 65_535) ? Objects.requireNonNull(client.read()) : frame;
			}
			client.frame(RawStreams.WINDOW_UPDATE, 0, 0, Unpooled.buffer(4).writeInt(1 << 24).array());
			client.headers(3, true, RawStreams.get("/open/1.0.0/x"));
			assertThat(client.outcome(3).body()).hasSize(much.length());
		}
	}

	@Test
	void aGatewayThatStopsSaysSoAndAnswersWhatIsUnderWay() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		try (RawStreams client = new RawStreams(this.kit.gateway().httpPort())) {
			this.backend.onCall((_, socket) -> {
				called.countDown();
				try {
					go.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				RawBackend.send(socket, RawBackend.OK);
			});
			client.headers(1, true, RawStreams.get("/open/1.0.0/x"));
			called.await();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(this.kit.gateway()::close);
			assertThat(client.goodbye()).isZero();
			go.countDown();
			assertThat(client.outcome(1).status()).isEqualTo(200);
			// As if it had been on its way before the client could know.
			client.headers(3, true, RawStreams.get("/open/1.0.0/x"));
			assertThat(client.outcome(3).status()).isEqualTo(200);
			closed.get();
			assertThat(client.goodbye()).isIn(0, -1);
		}
	}

}
