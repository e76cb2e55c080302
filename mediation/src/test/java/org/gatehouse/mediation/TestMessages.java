package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.PolicyUse;
import org.jspecify.annotations.Nullable;

/** Calls and answers, and policies to run on them. */
final class TestMessages {

	private TestMessages() {
	}

	static PolicyUse use(String policy, String... parameters) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			given.put(parameters[i], parameters[i + 1]);
		}
		return new PolicyUse(policy, "v1", given, null);
	}

	static Steps request(PolicyUse... uses) {
		return PolicyCompiler.compile(new Mediation(List.of(uses), List.of(), List.of()), null).request();
	}

	static Steps request(OperationDefinition definition, PolicyUse... uses) {
		return PolicyCompiler.compile(new Mediation(List.of(uses), List.of(), List.of()), definition).request();
	}

	static Steps response(@Nullable OperationDefinition definition, PolicyUse... uses) {
		return PolicyCompiler.compile(new Mediation(List.of(), List.of(uses), List.of()), definition).response();
	}

	static List<PolicyProblem> problems(PolicyUse... uses) {
		return PolicyCompiler.check(new Mediation(List.of(uses), List.of(), List.of()));
	}

	static Message call(String method, String target, String... headers) {
		TestFields fields = new TestFields();
		for (int i = 0; i < headers.length; i += 2) {
			fields.add(headers[i], headers[i + 1]);
		}
		int mark = target.indexOf('?');
		return new Message(new TestFacts(), method, (mark < 0) ? target : target.substring(0, mark),
				(mark < 0) ? "" : target.substring(mark + 1), fields);
	}

	static Message posted(String type, String body) {
		Message message = call("POST", "/orders", "content-type", type);
		message.arrived(body.getBytes(StandardCharsets.UTF_8));
		return message;
	}

	static Message answer(int status, String type, String body) {
		Message message = call("GET", "/orders");
		TestFields fields = new TestFields();
		fields.set("content-type", type);
		message.answered(Flow.RESPONSE, status, fields, "");
		message.arrived(body.getBytes(StandardCharsets.UTF_8));
		return message;
	}

	static String body(Message message) {
		return new String(message.body(), StandardCharsets.UTF_8);
	}

	private static final class TestFacts implements Facts {

		@Override
		public String apiName() {
			return "Orders";
		}

		@Override
		public String apiVersion() {
			return "1.0.0";
		}

		@Override
		public String apiContext() {
			return "/orders";
		}

		@Override
		public String pattern() {
			return "/{state}/{town}";
		}

		@Override
		public String application() {
			return "Till";
		}

		@Override
		public String clientAddress() {
			return "192.0.2.7";
		}

		@Override
		public String requestId() {
			return "abc";
		}

		@Override
		public boolean secure() {
			return true;
		}

		@Override
		public Map<String, Object> claims() {
			return Map.of("sub", "mary", "scope", "read write");
		}

	}

}
