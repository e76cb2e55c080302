package org.gatehouse.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.gatehouse.server.StartRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TlsIdentityTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	@TempDir
	Path directory;

	@Test
	void aCertificateForTheLoopbackNamesIsMadeOnce() throws Exception {
		TlsIdentity made = TlsIdentity.of(this.directory, NOW);
		assertThat(made.chain().getFirst().getSubjectAlternativeNames())
			.extracting((name) -> (Object) name.get(1).toString())
			.containsExactlyInAnyOrderElementsOf(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
		assertThat(TlsIdentity.of(this.directory, NOW).chain()).isEqualTo(made.chain());
		assertThat(made.serverContext()).isNotNull();
	}

	@Test
	void theKeyIsReadableToTheOwnerOnly() throws IOException {
		TlsIdentity made = TlsIdentity.of(this.directory, NOW);
		assertThat(Files.getPosixFilePermissions(made.keyFile()))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void aCertificateOfOurOwnIsRenewedBeforeItEnds() {
		TlsIdentity made = TlsIdentity.of(this.directory, NOW);
		assertThat(TlsIdentity.of(this.directory, NOW.plus(Duration.ofDays(800))).chain()).isNotEqualTo(made.chain());
	}

	@Test
	void anUnusableCertificateIsRefusedInOneLine() throws IOException {
		Files.writeString(this.directory.resolve("gatehouse.crt"), "nonsense");
		Files.writeString(this.directory.resolve("gatehouse.key"), "nonsense");
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> TlsIdentity.of(this.directory, NOW))
			.withMessageContaining("gatehouse.crt");
	}

}
