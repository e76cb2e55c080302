package org.gatehouse.publisher.design;

import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsRestIT extends PublisherRestTest {

	@Test
	void limitsOfAnApiAsAWholeComeBackAndReachTheGateways() {
		String id = post("/apis", api(
				publishable() + ",'apiThrottlingPolicy':'Silver','maxTps':{'production':50},'onCounterLoss':'REFUSE'"))
			.id();
		Answer read = get("/apis/" + id);
		assertThat(read.at("/apiThrottlingPolicy")).isEqualTo("Silver");
		assertThat(read.body().at("/maxTps/production").asLong()).isEqualTo(50);
		assertThat(read.body().at("/maxTps").has("sandbox")).isFalse();
		assertThat(read.at("/onCounterLoss")).isEqualTo("REFUSE");
		step(id, "Publish");
		assertThat(this.fixture.deployed(id).orElseThrow().runtime().limits())
			.isEqualTo(new ApiLimits("Silver", 50L, null, CounterLoss.REFUSE));
		// What a body leaves out stays; null takes it away.
		assertThat(put("/apis/" + id, read.body().toString(), null).at("/apiThrottlingPolicy")).isEqualTo("Silver");
		((ObjectNode) read.body()).putNull("apiThrottlingPolicy").putNull("maxTps").putNull("onCounterLoss");
		Answer without = put("/apis/" + id, read.body().toString(), null);
		assertThat(without.body().has("apiThrottlingPolicy")).isFalse();
		assertThat(without.body().has("maxTps")).isFalse();
		assertThat(without.body().has("onCounterLoss")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			'apiThrottlingPolicy':'Nope'|apiThrottlingPolicy
			'apiThrottlingPolicy':7|apiThrottlingPolicy
			'maxTps':{'production':0}|maxTps.production
			'maxTps':{'sandbox':'many'}|maxTps.sandbox
			'maxTps':5|maxTps
			'onCounterLoss':'perhaps'|onCounterLoss
			""")
	void limitsThatCannotBeAreRefusedAtTheirField(String more, String field) {
		Answer refused = post("/apis", api(more));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

}
