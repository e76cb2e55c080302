package org.gatehouse.testkit.backend;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingBackendIT {

	@Test
	void keepsWhatItWasAskedAndEchoes() throws Exception {
		try (RecordingBackend backend = RecordingBackend.start(); HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(backend.uri().resolve("/books?page=2"))
				.header("X-Colour", "green")
				.POST(HttpRequest.BodyPublishers.ofString("hello"))
				.build();
			HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("hello");
			assertThat(backend.requests()).singleElement().satisfies((recorded) -> {
				assertThat(recorded.method()).isEqualTo("POST");
				assertThat(recorded.uri()).hasToString("/books?page=2");
				assertThat(recorded.header("x-colour")).contains("green");
				assertThat(recorded.text()).isEqualTo("hello");
			});
		}
	}

}
