package org.gatehouse.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks a key manager the same question in two ways, in random turns, and tells whether
 * the time of the answer gives away which it was: Welch's t of the two samples, of which
 * a stranger learns nothing below 4.5. Arguments: the key manager's URL, a client's id
 * and secret, a user's name, and how many samples of each.
 */
final class Timing {

	private static final System.Logger OUT = System.getLogger(Timing.class.getName());

	/** Above this share are pauses of the machine. */
	private static final double KEPT = 0.9;

	private final HttpClient http;

	private final URI token;

	private final Random random = new Random(1);

	private int address;

	private Timing(HttpClient http, URI token) {
		this.http = http;
		this.token = token;
	}

	/** One way of asking. */
	private record Question(String clientId, String secret, String form) {

	}

	public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
		String id = arguments[1];
		String secret = arguments[2];
		int samples = Integer.parseInt(arguments[4]);
		Timing timing = new Timing(trustingAnybody(), URI.create(arguments[0] + "/oauth2/token"));
		String form = "grant_type=client_credentials";
		Question unknown = new Question("A".repeat(id.length()), secret, form);
		Question early = new Question(id, changed(secret, 0), form);
		Question late = new Question(id, changed(secret, secret.length() - 2), form);
		timing.warmUp(List.of(early, unknown, late), 2 * samples);
		timing.compare("a client that is there, and one that is not", early, unknown, samples);
		timing.compare("a secret that is wrong at its begin, and at its end", early, late, samples);
		timing.compare("the same question twice (what the machine itself does)", early, early, samples);
		// A password's hash takes as long as fifty of these.
		Question user = new Question(id, secret, password(arguments[3]));
		Question nobody = new Question(id, secret, password("x".repeat(arguments[3].length())));
		timing.compare("a user that is there, and one that is not", user, nobody, Math.max(200, samples / 20));
	}

	private static String password(String user) {
		return "grant_type=password&username=" + user + "&password=wrong-password";
	}

	private static String changed(String secret, int at) {
		char other = (secret.charAt(at) == 'A') ? 'B' : 'A';
		return secret.substring(0, at) + other + secret.substring(at + 1);
	}

	/** The server's compiler is done then. */
	private void warmUp(List<Question> questions, int count) throws IOException, InterruptedException {
		for (int i = 0; i < count; i++) {
			ask(questions.get(i % questions.size()));
		}
	}

	private void compare(String what, Question one, Question other, int samples)
			throws IOException, InterruptedException {
		warmUp(List.of(one, other), Math.min(200, samples));
		double[] ones = new double[samples];
		double[] others = new double[samples];
		int first = 0;
		int second = 0;
		while (first < samples || second < samples) {
			boolean turn = (first < samples) && (second == samples || this.random.nextBoolean());
			if (turn) {
				ones[first++] = ask(one);
			}
			else {
				others[second++] = ask(other);
			}
		}
		List<double[]> kept = List.of(kept(ones), kept(others));
		OUT.log(System.Logger.Level.INFO,
				String.format(Locale.ROOT, "%s: %d samples each, medians %.1f and %.1f us, Welch's t %.2f (all: %.2f)",
						what, samples, median(ones), median(others), welch(kept.get(0), kept.get(1)),
						welch(ones, others)));
	}

	/**
	 * Asks.
	 * @return microseconds
	 */
	private double ask(Question question) throws IOException, InterruptedException {
		// Each from elsewhere, or the brake on guessing would answer.
		int from = this.address++;
		HttpRequest request = HttpRequest.newBuilder(this.token)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("X-Forwarded-For", "10." + (from >> 16 & 255) + "." + (from >> 8 & 255) + "." + (from & 255))
			.header("Authorization", "Basic " + Base64.getEncoder()
				.encodeToString((question.clientId() + ":" + question.secret()).getBytes(StandardCharsets.UTF_8)))
			.POST(HttpRequest.BodyPublishers.ofString(question.form()))
			.build();
		long begin = System.nanoTime();
		HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		long took = System.nanoTime() - begin;
		if (answer.statusCode() != 401 && answer.statusCode() != 400) {
			throw new IOException("answered " + answer.statusCode() + " (expected: a refusal)");
		}
		return took / 1000.0;
	}

	private static double[] kept(double[] samples) {
		double[] sorted = samples.clone();
		Arrays.sort(sorted);
		return Arrays.copyOf(sorted, (int) (sorted.length * KEPT));
	}

	private static double median(double[] samples) {
		double[] sorted = samples.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static double welch(double[] one, double[] other) {
		double first = Arrays.stream(one).average().orElse(0);
		double second = Arrays.stream(other).average().orElse(0);
		return (first - second) / Math.sqrt(variance(one, first) / one.length + variance(other, second) / other.length);
	}

	private static double variance(double[] samples, double mean) {
		return Arrays.stream(samples).map((sample) -> (sample - mean) * (sample - mean)).sum() / (samples.length - 1);
	}

	/** It is measured, not trusted. */
	static HttpClient trustingAnybody() throws GeneralSecurityException {
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(null, new Anybody[] { new Anybody() }, new SecureRandom());
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
	}

	/** Lets every server be who it says. */
	private static final class Anybody extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			// nobody is asked
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			// taken as it is
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			// nobody is asked
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			// taken as it is
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// nobody is asked
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// taken as it is
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
