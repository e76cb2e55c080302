package org.gatehouse.gatewaycore.policy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.assertion.Assertions;
import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.gatehouse.gatewaycore.trace.TraceSettings;
import org.gatehouse.gatewaycore.trace.TraceSink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChainTests {

	@Test
	void theOrderIsTheGoldenOne() throws IOException {
		GatewayConfiguration configuration = GatewayConfiguration.of(
				new GatewayConfiguration.Node("n", "Default", "localhost"),
				new GatewayConfiguration.Listeners(new InetSocketAddress(0), null, null), "https://issuer",
				URI.create("https://localhost:9443"));
		AccessTokens tokens = new AccessTokens("https://issuer",
				(_) -> CompletableFuture.completedFuture(Optional.empty()), Clock.systemUTC());
		Chain chain = Chain.of(configuration, tokens,
				new BasicUsers((_) -> CompletableFuture.completedFuture(Optional.empty()), Clock.systemUTC()),
				Clock.systemUTC(), () -> false, new Metrics(), TraceSink.of(TraceSettings.DEFAULT, "n"),
				new Assertions(Clock.systemUTC()), null);
		assertThat(String.join("\n", chain.names()) + "\n").isEqualTo(FaultRendererTests.golden("chain.txt"));
	}

}
