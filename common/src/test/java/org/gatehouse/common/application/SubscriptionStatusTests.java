package org.gatehouse.common.application;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionStatusTests {

	@ParameterizedTest
	@CsvSource({ "UNBLOCKED,false,false,false", "BLOCKED,true,true,false", "PROD_ONLY_BLOCKED,true,false,false",
			"ON_HOLD,false,false,true", "REJECTED,false,false,true" })
	void aStatusSaysWhichCallsPass(SubscriptionStatus status, boolean blocksProduction, boolean blocksSandbox,
			boolean inactive) {
		assertThat(status.blocks(KeyType.PRODUCTION)).isEqualTo(blocksProduction);
		assertThat(status.blocks(KeyType.SANDBOX)).isEqualTo(blocksSandbox);
		assertThat(status.isInactive()).isEqualTo(inactive);
	}

}
