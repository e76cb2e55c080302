package org.gatehouse.acceptance.story;

import java.util.List;
import java.util.Map;

import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of "Key Concepts", IP-level throttling: one call a minute for one address,
 * two for each other. An administrator makes the policy, a provider limits an API by it,
 * and an administrator denies an address altogether.
 */
class AddressPolicyIT {

	private static final String ADMIN = "/api/am/admin/v4/throttling";

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final RecordingBackend BACKEND = RecordingBackend.start();

	private static final People PEOPLE = new People(SERVER);

	private static final Provider PROVIDER = new Provider(PEOPLE, "admin");

	private static final Consumer CONSUMER = new Consumer(SERVER, PEOPLE, "admin");

	@AfterAll
	static void stopTheBackend() {
		BACKEND.close();
	}

	@Test
	void anAddressHasItsOwnLimitAndAnotherNone() {
		HttpCaller admin = PEOPLE.signIn("admin", "apim:admin");
		String policy = admin.post(ADMIN + "/policies/advanced", policy("ByAddress")).expect(201).text("policyId");
		Map<String, Object> api = Provider.api("addresses", "1.0.0", BACKEND.uri(), List.of("Unlimited"),
				List.of(Provider.operation("GET", "/now")));
		api.put("apiThrottlingPolicy", "ByAddress");
		String id = PROVIDER.publish(api);
		Consumer.App app = CONSUMER.application("addresses", "Unlimited");
		CONSUMER.subscribe(app, id, "Unlimited");
		HttpCaller calls = app.calling(app.token());
		Live.await(() -> from(calls, "10.9.9.9") == 200);
		assertThat(List.of(from(calls, "10.1.1.1"), from(calls, "10.1.1.1"), from(calls, "10.1.1.1")))
			.containsExactly(200, 429, 429);
		assertThat(List.of(from(calls, "10.2.2.2"), from(calls, "10.2.2.2"), from(calls, "10.2.2.2")))
			.containsExactly(200, 200, 429);
		// Who has the policy keeps it from being deleted.
		assertThat(admin.delete(ADMIN + "/policies/advanced/" + policy).expect(409).body())
			.contains("API addresses 1.0.0", "revision 1 of addresses 1.0.0");
		String rule = admin
			.post(ADMIN + "/deny-policies",
					Map.of("conditionType", "IP", "conditionValue", Map.of("fixedIp", "10.3.3.3", "invert", false)))
			.expect(201)
			.text("conditionId");
		Live.await(() -> from(calls, "10.3.3.3") == 403);
		admin.patch(ADMIN + "/deny-policy/" + rule, Map.of("conditionStatus", false)).expect(200);
		// What passed before the rule was in force has counted, so that it may be 429
		// now.
		Live.await(() -> from(calls, "10.3.3.3") != 403);
	}

	private static int from(HttpCaller calls, String address) {
		return calls.with("X-Forwarded-For", address).get("/addresses/1.0.0/now").status();
	}

	private static Map<String, Object> policy(String name) {
		Map<String, Object> one = Map.of("description", "one address", "limit", perMinute(1), "conditions",
				List.of(Map.of("type", "IPCONDITION", "invertCondition", false, "ipCondition",
						Map.of("ipConditionType", "IPSPECIFIC", "specificIP", "10.1.1.1"))));
		return Map.of("policyName", name, "countedBy", "ADDRESS", "defaultLimit", perMinute(2), "conditionalGroups",
				List.of(one));
	}

	private static Map<String, Object> perMinute(int count) {
		return Map.of("type", "REQUESTCOUNTLIMIT", "requestCount",
				Map.of("timeUnit", "min", "unitTime", 1, "requestCount", count));
	}

}
