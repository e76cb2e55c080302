package org.gatehouse.gatewaycore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.jose.sealing.Sealer;
import org.jspecify.annotations.Nullable;

/**
 * An installation's master key, and what a control plane seals with it.
 */
final class Sealed {

	final Sealer sealer;

	Sealed(Path directory) {
		this.sealer = Sealer.fromFile(directory.resolve("master.key"));
	}

	SealedText text(String clear) {
		return text(clear, MemoryFeed.TENANT);
	}

	SealedText text(String clear, TenantId tenant) {
		return new SealedText(base64(clear, SealedText.purpose(tenant)));
	}

	private String base64(String clear, String purpose) {
		return Base64.getEncoder().encodeToString(this.sealer.seal(clear.getBytes(StandardCharsets.UTF_8), purpose));
	}

	EndpointSecurity.Scheme basic(String password) {
		return new EndpointSecurity.Basic("gatehouse", text(password));
	}

	EndpointSecurity.Scheme digest(String password) {
		return new EndpointSecurity.Digest("gatehouse", text(password));
	}

	EndpointSecurity.Scheme certificate(TestCertificates shown) {
		return new EndpointSecurity.ClientCertificate(List.of(shown.encoded()), "EC", text(shown.privateKey()));
	}

	BackendJwt backendJwt(String header, String dialect, JWK key) {
		return new BackendJwt(Fixtures.TENANT_DOMAIN, true, header, dialect,
				List.of(new BackendJwt.SealedKey(key.getKeyID(), Instant.EPOCH,
						base64(key.toJSONString(), BackendJwt.SealedKey.purpose(key.getKeyID())))));
	}

	static ApiRuntime runtime(EndpointSecurity.Scheme production) {
		return runtime(production, null);
	}

	static ApiRuntime runtime(EndpointSecurity.Scheme production, EndpointSecurity.@Nullable Scheme sandbox) {
		return ApiRuntime.DEFAULT
			.withSecurity(new EndpointSecurity(production, (sandbox != null) ? sandbox : new EndpointSecurity.None()));
	}

}
