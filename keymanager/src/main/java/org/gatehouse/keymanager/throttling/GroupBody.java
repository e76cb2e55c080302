package org.gatehouse.keymanager.throttling;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code ConditionalGroup}.
 *
 * @param description what it is for
 * @param conditions all of them must hold
 * @param limit how much then passes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GroupBody(@Nullable String description, @Nullable List<Condition> conditions, @Nullable LimitBody limit) {

	/** The contract's {@code ThrottleCondition}. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Condition(@Nullable String type, @Nullable Boolean invertCondition, @Nullable Header headerCondition,
			@Nullable Ip ipCondition, @Nullable Claim jwtClaimsCondition, @Nullable Query queryParameterCondition) {

		static final String IP = "IPCONDITION";

		static final String HEADER = "HEADERCONDITION";

		static final String QUERY = "QUERYPARAMETERCONDITION";

		static final String CLAIM = "JWTCLAIMSCONDITION";

		boolean inverted() {
			return Boolean.TRUE.equals(this.invertCondition);
		}

	}

	/** The contract's {@code HeaderCondition}. */
	record Header(@Nullable String headerName, @Nullable String headerValue) {

	}

	/** The contract's {@code IPCondition}. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Ip(@Nullable String ipConditionType, @Nullable String specificIP, @Nullable String startingIP,
			@Nullable String endingIP) {

		static final String SPECIFIC = "IPSPECIFIC";

		static final String RANGE = "IPRANGE";

	}

	/** The contract's {@code JWTClaimsCondition}. */
	record Claim(@Nullable String claimUrl, @Nullable String attribute) {

	}

	/** The contract's {@code QueryParameterCondition}. */
	record Query(@Nullable String parameterName, @Nullable String parameterValue) {

	}

}
