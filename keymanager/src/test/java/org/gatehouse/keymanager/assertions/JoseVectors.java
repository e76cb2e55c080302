package org.gatehouse.keymanager.assertions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.jose.VerificationKey;
import org.gatehouse.keymanager.KeyManagerProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run by hand over Wycheproof's {@code json_web_signature_test.json} and
 * {@code json_web_key_test.json}: tries each vector on what verifies access tokens, at
 * gateways and REST interfaces alike, and on what verifies assertions of others. It
 * prints every invalid one that is taken, and every valid one that is refused, which are
 * those of algorithms that no key of ours has.
 */
final class JoseVectors {

	private static final System.Logger OUT = System.getLogger(JoseVectors.class.getName());

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final AssertionKeys keys = new AssertionKeys(new KeyManagerProperties(Set.of()), Clock.systemUTC());

	private final Map<String, Integer> tally = new TreeMap<>();

	private JoseVectors() {
	}

	public static void main(String[] arguments) throws IOException {
		JoseVectors vectors = new JoseVectors();
		for (String file : List.of("json_web_signature_test.json", "json_web_key_test.json")) {
			for (JsonNode group : JSON.readTree(Files.readString(Path.of(arguments[0], file))).path("testGroups")) {
				group.path("tests").forEach((test) -> vectors.look(file, group, test));
			}
		}
		vectors.tally.forEach((what, count) -> OUT.log(System.Logger.Level.INFO, count + "\t" + what));
	}

	private void look(String file, JsonNode group, JsonNode test) {
		JsonNode published = group.has("public") ? group.path("public") : group.path("private");
		String token = test.path("jws").asString("");
		record("access token", file, group, test, isAccessToken(published, token));
		record("assertion", file, group, test, isAssertion(published, token));
	}

	private void record(String where, String file, JsonNode group, JsonNode test, boolean taken) {
		String result = test.path("result").asString("");
		String what = where + ": " + result + ", " + (taken ? "taken" : "refused");
		this.tally.merge(what, 1, Integer::sum);
		if (taken != result.equals("valid")) {
			OUT.log(System.Logger.Level.INFO, what + "\t" + file + " " + test.path("tcId").asString("") + "\t"
					+ group.path("comment").asString("") + " " + test.path("comment").asString(""));
		}
	}

	private static Stream<JsonNode> each(JsonNode published) {
		return published.has("keys") ? published.path("keys").valueStream() : Stream.of(published);
	}

	@SuppressWarnings("unchecked")
	private static boolean isAccessToken(JsonNode published, String token) {
		return each(published).anyMatch((jwk) -> {
			try {
				Map<String, Object> members = JSON.convertValue(jwk, Map.class);
				return VerificationKey.read(members).verifies(SignedJWT.parse(token));
			}
			catch (ParseException | IllegalArgumentException ex) {
				return false;
			}
		});
	}

	private boolean isAssertion(JsonNode published, String token) {
		DefaultJOSEProcessor<SecurityContext> processor = new DefaultJOSEProcessor<>();
		processor.setJWSTypeVerifier(AssertionDecoder.TYPES);
		String set = published.has("keys") ? published.toString() : "{\"keys\":[" + published + "]}";
		processor.setJWSKeySelector(AssertionDecoder.selector(this.keys.of(new PublishedKeys(set, null))));
		try {
			processor.process(JWSObject.parse(token), null);
			return true;
		}
		catch (ParseException | BadJOSEException | JOSEException ex) {
			return false;
		}
	}

}
